"""What writes docs, benches, draws samples and flips comparisons. Belongs here: nothing that the product imports."""
