"""The product's budgets, measured where its user sits: `python -m tests.bench`. Linux only."""
