"""The mean of checkpoints that were trained from the same weights, as a checkpoint: mean.py OUT.pt CHECKPOINT…

After Wortsman et al. 2022, Model soups. tune.py and export.py take it like any other.
"""
import sys
import torch


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    states = [torch.load(path, map_location='cpu') for path in sys.argv[2:]]
    torch.save({k: sum(s[k] for s in states) / len(states) if v.is_floating_point() else v for k, v in states[0].items()}, sys.argv[1])


if __name__ == '__main__':
    main()
