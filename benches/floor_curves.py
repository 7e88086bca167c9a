"""Curves and tables over the numbers of an onset: how they are fitted, and what they predict."""

import collections

import numpy as np
from floor_onsets import READINGS
from sklearn.ensemble import HistGradientBoostingClassifier

EDGES = 9
PAIRS = 28
BAGS = 4
TREES = 220
# With words there is more to say.
WORD_PAIRS = 32
WORD_TREES = 320
RATE = 0.11


def boost(x, y, trees, rate, pairs=None):
    singles = [{k} for k in range(x.shape[1])]
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_depth=2,
        max_leaf_nodes=4,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        max_bins=128,
        interaction_cst=None if pairs is None else singles + [set(p) for p in pairs],
    )
    return model.fit(x, y)


def splits(model):
    """(feature, threshold, gain, feature of the split above or None) of every split of a fitted model."""
    for trees in model._predictors:
        for tree in trees:
            root = tree.nodes[0]
            for k, node in enumerate(tree.nodes):
                if not node["is_leaf"]:
                    above = None if k == 0 else int(root["feature_idx"])
                    yield int(node["feature_idx"]), float(node["num_threshold"]), float(node["gain"]), above


def leaves(model):
    """(reading, {feature: (low, high)}, height) of every leaf: the leaf holds for low < x <= high."""
    for trees in model._predictors:
        for kind, tree in zip(model.classes_ if len(trees) > 1 else model.classes_[1:], trees):
            todo = [(0, {})]
            while todo:
                at, box = todo.pop()
                node = tree.nodes[at]
                if node["is_leaf"]:
                    yield int(kind), box, float(node["value"])
                    continue
                feature, cut = int(node["feature_idx"]), float(node["num_threshold"])
                low, high = box.get(feature, (-np.inf, np.inf))
                todo.append((int(node["left"]), {**box, feature: (low, min(high, cut))}))
                todo.append((int(node["right"]), {**box, feature: (max(low, cut), high)}))


def steps_within(low, high):
    """The whole numbers above `low` and up to `high`."""
    return slice(
        int(np.floor(low)) + 1 if np.isfinite(low) else 0,
        int(np.floor(high)) + 1 if np.isfinite(high) else None,
    )


def edges_of(model, x):
    """For each feature the EDGES cuts that the trees gain most from, no two next to each other."""
    gain = [collections.Counter() for _ in range(x.shape[1])]
    for feature, cut, worth, _ in splits(model):
        gain[feature][round(cut, 3)] += worth
    out = []
    for column, cuts in zip(x.T, gain):
        ranks = np.sort(column)
        chosen = []
        for cut, _ in cuts.most_common():
            rank = np.searchsorted(ranks, cut, side="right") / len(ranks)
            if all(abs(rank - other) > 0.01 for _, other in chosen) and len(chosen) < EDGES:
                chosen.append((cut, rank))
        out.append(np.array(sorted(cut for cut, _ in chosen), dtype=np.float32))
    return out


class Curves:
    """One regime's model."""

    def __init__(self, x, y, ids, pairs=PAIRS, trees=TREES):
        self.edges = edges_of(boost(x, y, 100, 0.2), x)
        q = self.steps(x)
        worth = collections.Counter()
        for feature, _, gain, above in splits(boost(q, y, 60, 0.2)):
            if above not in (None, feature):
                worth[tuple(sorted((above, feature)))] += gain
        self.pairs = sorted(pair for pair, _ in worth.most_common(pairs))
        count = [len(e) + 1 for e in self.edges]
        curves = [np.zeros((n, len(READINGS))) for n in count]
        tables = {(a, b): np.zeros((count[a], count[b], len(READINGS))) for a, b in self.pairs}
        base = np.full(len(READINGS), -12.0)
        base[np.unique(y)] = 0.0
        names = sorted(set(ids))
        bag = dict(zip(names, np.random.default_rng(1).permutation(len(names)) % BAGS))
        bag = np.array([bag[name] for name in ids])
        for b in range(BAGS):
            model = boost(q[bag != b], y[bag != b], trees, RATE, self.pairs)
            base[model.classes_] += np.ravel(model._baseline_prediction) / BAGS
            for kind, box, height in leaves(model):
                index = [(f, steps_within(*interval)) for f, interval in sorted(box.items())]
                if len(index) == 1:
                    curves[index[0][0]][index[0][1], kind] += height / BAGS
                elif index:
                    (f, rows), (g, columns) = index
                    tables[f, g][rows, columns, kind] += height / BAGS
                else:
                    base[kind] += height / BAGS
        self.purify(q.astype(int), curves, tables)
        self.base = np.round(1000 * base).astype(int)
        self.heights = [np.round(1000 * c).astype(int) for c in curves]
        self.tables = {pair: np.round(1000 * t).astype(int) for pair, t in tables.items()}

    @staticmethod
    def purify(q, curves, tables):
        """Moves what a table says of one feature alone into its curve: the sums stay."""
        for (a, b), table in tables.items():
            seen = np.full(table.shape[:2], 0.5)
            np.add.at(seen, (q[:, a], q[:, b]), 1.0)
            for _ in range(10):
                rows = (table * seen[..., None]).sum(axis=1) / seen.sum(axis=1)[:, None]
                table -= rows[:, None]
                curves[a] += rows
                columns = (table * seen[..., None]).sum(axis=0) / seen.sum(axis=0)[:, None]
                table -= columns[None]
                curves[b] += columns

    def steps(self, x):
        return np.stack([np.searchsorted(e, c, side="left") for e, c in zip(self.edges, x.T)], axis=1).astype(float)

    def probabilities(self, x):
        q = self.steps(x).astype(int)
        scores = self.base + sum(h[q[:, k]] for k, h in enumerate(self.heights))
        scores = scores + sum(t[q[:, a], q[:, b]] for (a, b), t in self.tables.items())
        odds = np.exp((scores - scores.max(axis=1, keepdims=True)) / 1000)
        return odds / odds.sum(axis=1, keepdims=True)


def fit(onsets, rows, words=False):
    """A model for each regime, from timing alone or with words too."""
    out = {}
    for regime, names in (onsets.features if words else onsets.timing).items():
        use = rows & (onsets.overlap == regime) & (onsets.y >= 0)
        if words:
            use &= onsets.covered
        size = (WORD_PAIRS, WORD_TREES) if words else (PAIRS, TREES)
        out[regime] = Curves(onsets.x[use][:, : len(names)], onsets.y[use], onsets.ids[use], *size)
    return out


def predict(models, onsets, rows):
    p = np.zeros((len(rows), len(READINGS)))
    for regime, model in models.items():
        use = rows & (onsets.overlap == regime)
        p[use] = model.probabilities(onsets.x[use][:, : len(model.edges)])
    return p[rows]
