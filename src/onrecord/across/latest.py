"""The numbers that were filed last under one key: with these alone a newcomer is compared."""


def file_last(numbers: dict[int, None], number: int, most: int) -> None:
    """Put a number last, and drop the one filed longest ago where there are more than `most`.

    >>> numbers = {1: None, 2: None}
    >>> file_last(numbers, 1, 2)
    >>> file_last(numbers, 3, 2)
    >>> list(numbers)
    [1, 3]
    """
    numbers.pop(number, None)
    numbers[number] = None
    if len(numbers) > most:
        del numbers[next(iter(numbers))]
