"""New posts and pages, and videos above them, at the writer's command."""
