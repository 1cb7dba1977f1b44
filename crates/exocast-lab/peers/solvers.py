#!/usr/bin/env python3
"""CPU time of solvers and enrichment beside scipy, libsvm, decoupler and gseapy, one thread each, in one run.

  cargo build --release -p exocast-lab --example solver_speed
  python crates/exocast-lab/peers/solvers.py target/release/examples/solver_speed

Needs numpy, pandas, scipy, scikit-learn, decoupler and gseapy.
"""
import os, subprocess, sys, tempfile, time, warnings
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1", RAYON_NUM_THREADS="1")
import numpy as np, pandas as pd
from scipy.optimize import nnls
from sklearn.svm import NuSVR
import decoupler, gseapy
warnings.filterwarnings("ignore")

r = np.random.default_rng(1)
S = r.lognormal(5, 1.5, (547, 22))
Y = S @ r.dirichlet(np.ones(22), 1000).T * np.exp(r.normal(0, .2, (547, 1000)))
E = pd.DataFrame(r.normal(size=(5000, 200)), [f"g{i}" for i in range(5000)], [f"s{j}" for j in range(200)])
sets = {f"set{k}": [f"g{i}" for i in r.choice(5000, 50, replace=False)] for k in range(50)}


def cpu(f, times=3):
    f()
    best = []
    for _ in range(times):
        start = time.process_time(); f(); best.append(time.process_time() - start)
    return float(np.median(best))


def main():
    with tempfile.TemporaryDirectory() as d:
        names = [f"f{i}" for i in range(547)]
        pd.DataFrame(S, names, [f"c{j}" for j in range(22)]).to_csv(f"{d}/signature.tsv", sep="\t", index_label="feature")
        pd.DataFrame(Y, names, [f"y{j}" for j in range(1000)]).to_csv(f"{d}/cargo.tsv", sep="\t", index_label="feature")
        E.to_csv(f"{d}/expression.tsv", sep="\t", index_label="feature")
        with open(f"{d}/sets.gmt", "w") as out:
            for name, genes in sets.items():
                out.write("\t".join([name, "-", *genes]) + "\n")
        text = subprocess.run([sys.argv[1], d], capture_output=True, text=True, check=True).stdout
    ours = {line.split("\t")[0]: float(line.split("\t")[1]) for line in text.splitlines()}
    X = (S - S.mean()) / S.std(ddof=1); z = (Y[:, 0] - Y[:, 0].mean()) / Y[:, 0].std(ddof=1)
    net = pd.DataFrame([(s, g, 1.0) for s in sets for g in sets[s]], columns=["source", "target", "weight"])
    T = E.T
    peers = dict(
        nnls=cpu(lambda: [nnls(S, Y[:, j]) for j in range(1000)]),
        nusvr=cpu(lambda: NuSVR(kernel="linear", nu=.5, C=1.0, tol=1e-3).fit(X, z), 1),
        ulm=cpu(lambda: decoupler.mt.ulm(T, net, tmin=3)),
        gsea=cpu(lambda: decoupler.mt.gsea(T, net, tmin=3, times=100), 1),
        ssgsea=cpu(lambda: gseapy.ssgsea(data=E, gene_sets=sets, min_size=3, max_size=500, weight=.25,
                                         sample_norm_method="rank", correl_norm_type="rank", threads=1,
                                         outdir=None, no_plot=True, verbose=False), 1))
    print("task\tours_s\tpeer_s\tpeer_over_ours")
    for task, peer in peers.items():
        print(f"{task}\t{ours[task]:.4f}\t{peer:.4f}\t{peer / ours[task]:.1f}")


if __name__ == "__main__":
    main()
