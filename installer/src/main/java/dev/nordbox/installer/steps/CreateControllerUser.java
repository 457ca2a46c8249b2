package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;

/** Gives the controller a user of its own, who owns nothing but the controller's state. */
public final class CreateControllerUser implements Step {
    private static final List<RemoteDirectory> DIRECTORIES =
            List.of(
                    new RemoteDirectory("/opt/nordbox", "0755", "root:root"),
                    new RemoteDirectory("/etc/nordbox", "0750", "root:nordbox"),
                    new RemoteDirectory(ControllerPaths.STATE, "0750", "nordbox:nordbox"),
                    new RemoteDirectory(
                            ControllerPaths.GIT, "0700", "nordbox:nordbox", ControllerPaths.USER));

    private static final Command ADD =
            Command.of(
                            "useradd",
                            "--system",
                            "--user-group",
                            "--home-dir",
                            ControllerPaths.STATE,
                            "--no-create-home",
                            "--shell",
                            "/usr/sbin/nologin",
                            ControllerPaths.USER)
                    .withRoot();

    @Override
    public String id() {
        return "controller-user";
    }

    @Override
    public String title() {
        return "Give the controller a user";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return RemoteDirectory.query(DIRECTORIES).users(List.of(ControllerPaths.USER));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        List<Change> changes = new ArrayList<>();
        if (!facts.users().containsKey(ControllerPaths.USER)) {
            changes.add(
                    Change.running("make the system user " + ControllerPaths.USER, ADD)
                            .because("there is no such user"));
        }
        changes.addAll(RemoteDirectory.missing(facts, DIRECTORIES));
        return changes;
    }
}
