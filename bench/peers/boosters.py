"""The recipes of boosting by histograms, as bench/harness/boosting.ts: `peer.requires` what `modules` says before."""
import peer


def modules(kind):
    return ("numpy", "sklearn") if kind == "sklearn" else ("numpy", "sklearn", "xgboost")


def classifier(kind):
    if kind == "sklearn":
        from sklearn.ensemble import HistGradientBoostingClassifier

        return HistGradientBoostingClassifier(max_iter=100, max_leaf_nodes=31, early_stopping=False)
    from xgboost import XGBClassifier

    return XGBClassifier(**xgboost_options(kind))


def regressor(kind):
    if kind == "sklearn":
        from sklearn.ensemble import HistGradientBoostingRegressor

        return HistGradientBoostingRegressor(max_iter=100, max_leaf_nodes=31, early_stopping=False)
    from xgboost import XGBRegressor

    return XGBRegressor(**xgboost_options(kind))


def xgboost_options(kind):
    trees = {"xgboost-depth": {"max_depth": 6}, "xgboost-leaves": {"max_depth": 0, "max_leaves": 31, "grow_policy": "lossguide"}}
    return {"n_estimators": 100, "learning_rate": 0.1, "tree_method": "hist", "n_jobs": peer.THREADS, **trees[kind]}
