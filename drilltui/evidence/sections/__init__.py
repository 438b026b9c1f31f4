"""The groups of fields that auditors ask for, one file for each; `report.report` has their order."""
