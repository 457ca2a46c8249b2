package dev.nordbox.installer.host;

import java.util.List;

/** The fake keeps the promises of a server. */
class FakeHostTest extends HostContract {
    private final FakeHost fake =
            FakeHost.debian12().on("refuse", (host, command) -> new CommandOutcome(3, "", "no\n"));

    @Override
    protected Host connect() {
        return fake;
    }

    @Override
    protected Command refusal() {
        return Command.of("refuse");
    }

    @Override
    protected byte[] read(String path) {
        return fake.files.get(path).content();
    }

    @Override
    protected boolean exists(String path) {
        return fake.files.containsKey(path);
    }

    @Override
    protected String status(String path) {
        FakeHost.Node node = fake.files.get(path);
        return node.mode() + " " + node.owner();
    }

    @Override
    protected List<String> list(String folder) {
        return List.copyOf(fake.disk.below(folder).keySet());
    }
}
