"""The command `konfrans`: one small file per engine or domain."""
