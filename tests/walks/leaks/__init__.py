"""LIB-1 over every address there is: what is hidden is found by those who may read it, and by nobody else."""
