"""What changes from one version of a dataset to the next, and how two of them become one."""
