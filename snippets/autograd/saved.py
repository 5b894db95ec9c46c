import torch

# --8<-- [start:saved]
x = torch.tensor(2.0, requires_grad=True)
product, total, power = x * x, x + 1, torch.exp(x)
print("x * x keeps x:", product.grad_fn._saved_self is x)
print("exp(x) keeps its result:", torch.equal(power.grad_fn._saved_result, power))
print("x + 1 keeps x:", hasattr(total.grad_fn, "_saved_self"))
# --8<-- [end:saved]

# --8<-- [start:twice]
total.backward()
total.backward()
print("x.grad after two times total.backward()", x.grad.item())
x.grad = None
product.backward(retain_graph=True)
product.backward()
print("x.grad after two times product.backward()", x.grad.item())
# --8<-- [end:twice]
