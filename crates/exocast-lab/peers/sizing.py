"""The work of the example `sizing_speed` by numpy and scikit-learn: prints one line `name seconds value`.

Called by the example with the folder of its samples (raw doubles) and, where given, a six-block file.
"""

import sys
import time
from pathlib import Path

import numpy as np
from sklearn.mixture import GaussianMixture

folder = Path(sys.argv[1])
a = np.fromfile(folder / "a.bin")


def timed(name, work, repeats):
    """CPU seconds, the median of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        value = work()
        times.append(time.process_time() - start)
    print(name, sorted(times)[len(times) // 2], repr(float(value)), flush=True)


def mixture(tol, most):
    y = np.log(a)[:, None]
    return GaussianMixture(3, tol=tol, max_iter=most, random_state=1).fit(y).score(y) * len(a)


def six_blocks(path):
    total = 0.0
    with open(path, encoding="latin-1") as lines:
        inside = False
        for line in lines:
            cells = line.rstrip("\n").split(",")
            if cells[0].startswith("Bin centre"):
                inside = True
            elif cells[0].startswith("Percentile"):
                inside = False
            elif inside and cells[0]:
                total += sum(float(cell) for cell in cells[1:] if cell)
    return total


timed("percentiles", lambda: np.percentile(a, [1, 5, 10, 25, 50, 75, 90, 95, 99]).sum(), 5)
timed("mixture", lambda: mixture(1e-3, 100), 1)
timed("mixture-converged", lambda: mixture(1e-7, 500), 1)
if len(sys.argv) > 2:
    timed("six-blocks", lambda: six_blocks(sys.argv[2]), 9)
