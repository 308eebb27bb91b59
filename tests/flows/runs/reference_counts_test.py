"""Reference preset, exhaustive, 4 tasks of 50 train and 500 test examples: exactly 24,200 base and 126 optimizer calls,
and the plan said so before. Arguments: the metaspo program, the scripted model server."""
import collections
import json
import pathlib
import sys
import tempfile

from scripted_run import Server, World


def main() -> int:
    metaspo, server_program = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = Server(server_program, folder, {"accuracy": 0.55, "badProposals": 0})
        world = World(metaspo, server, folder)
        for task in ("alpha", "beta", "gamma", "delta"):
            world.add_task(task, 50, 0, 500)
        options = world.run_options(preset="reference", pruning="exhaustive", train=50, test=500, width=64)
        plan = json.loads(world.command("plan", world.project, *options, "--json").splitlines()[0])
        print("the plan:", {field: value for field, value in plan.items() if "calls" in field})
        assert plan["base_calls"] == 24200 and plan["optimizer_calls"] == 126, plan
        world.command("run", world.project, *options)
        server.close()
        roles = collections.Counter(call["role"] for call in server.calls())
        print("the server's log:", dict(roles))
        base = roles.pop("base")
        assert base == 24200, base
        assert sum(roles.values()) == 126, roles
        runs = json.loads(world.command("runs", world.project, "--json").splitlines()[0])
        assert (runs["base_calls"], runs["optimizer_calls"]) == (24200, 126), runs
    return 0


if __name__ == "__main__":
    sys.exit(main())
