# --8<-- [start:answer]
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.best, self.waited = patience, float("inf"), 0

    def stop(self, val_loss):
        if val_loss < self.best:
            self.best, self.waited = val_loss, 0
        else:
            self.waited += 1
        return self.waited >= self.patience


stopper = EarlyStopping(patience=3)
for epoch, val_loss in enumerate([0.9, 0.5, 0.6, 0.4, 0.5, 0.6, 0.4, 0.3], 1):
    if stopper.stop(val_loss):
        print("stop after epoch", epoch, "best", stopper.best)
        break
# --8<-- [end:answer]
