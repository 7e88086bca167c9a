"""Many calls: folders, pools of workers, and tables of calls."""
