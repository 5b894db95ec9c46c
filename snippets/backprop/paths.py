# gradients: y
# --8<-- [start:imports]
import torch
# --8<-- [end:imports]

# --8<-- [start:forward]
x = torch.tensor(2.0, requires_grad=True)
a = x * x
b = 3 * x
y = a + b
print(y.item(), y.grad_fn.name())
# --8<-- [end:forward]

# --8<-- [start:nodes]
print([node.name() for node, _ in y.grad_fn.next_functions])
end = a.grad_fn.next_functions[0][0]
print(end.variable is x, end is b.grad_fn.next_functions[0][0])
# --8<-- [end:nodes]

# --8<-- [start:backward]
y.backward()
print(x.grad.item())
# --8<-- [end:backward]
