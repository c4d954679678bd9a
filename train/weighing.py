"""Numbers that are chosen by trying, and the tables that they are kept in. Imported by manner.py, stances.py and contacts.py."""


def climb(numbers, grid, figure):
    """The numbers, one after the other the best of its grid by figure, the first of equals, until none gets better; and that figure."""
    best = figure(numbers)
    while True:
        before = best
        for k, values in grid.items():
            for v in values:
                now = figure({**numbers, k: v})
                if now > best + 1e-9:
                    best, numbers = now, {**numbers, k: v}
        if best == before:
            return numbers, best


def write(path, head, numbers):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(head + ''.join(f'{name}\t{value:g}\n' for name, value in numbers.items()))
