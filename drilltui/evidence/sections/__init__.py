"""The groups of fields that auditors ask for, a file for each; `report.report` has their order."""
