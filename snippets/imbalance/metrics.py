# --8<-- [start:metrics]
def metrics(positive, target):
    true_positives = (positive & (target == 1)).sum().item()
    false_positives = (positive & (target == 0)).sum().item()
    false_negatives = (~positive & (target == 1)).sum().item()
    return {
        "accuracy": (positive == (target == 1)).float().mean().item(),
        # zh: max 避免 0 / 0：一个也没判成正类时，精确率记为 0
        # en: max avoids 0 / 0: without any positive answer, the precision counts as 0
        "precision": true_positives / max(true_positives + false_positives, 1),
        "recall": true_positives / max(true_positives + false_negatives, 1),
        "F1": 2 * true_positives / max(2 * true_positives + false_positives + false_negatives, 1),
    }


def row(name, values):
    return f"{name:10}" + "".join(f"{value:7.2f}" for value in values.values())
# --8<-- [end:metrics]
