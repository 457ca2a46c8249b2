package dev.nordbox.installer.host;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a power cut does to a {@link FakeHost}: to what was being written, and to what runs. */
public final class FakePowerCut {

    /** What is on the disk of a file that was not written through to it. */
    public enum Left {
        NOTHING(content -> new byte[0]),
        HALF(content -> Arrays.copyOf(content, content.length / 2)),
        /** As many bytes, of which none was written: what some file systems show. */
        ZEROES(content -> new byte[content.length]);

        private final UnaryOperator<byte[]> of;

        Left(UnaryOperator<byte[]> of) {
            this.of = of;
        }
    }

    private final FakeHost host;
    private final Left left;
    private final Predicate<String> whole;
    private Map<String, FakeHost.Node> before = Map.of();

    FakePowerCut(FakeHost host, Left left, Predicate<String> whole) {
        this.host = host;
        this.left = left;
        this.whole = whole;
    }

    void effectBegins() {
        before = new TreeMap<>(host.files);
    }

    /**
     * The power is back.
     *
     * @return how many files are not as they were written
     */
    public int boot() {
        int damaged = 0;
        for (Map.Entry<String, FakeHost.Node> file : Map.copyOf(host.files).entrySet()) {
            FakeHost.Node node = file.getValue();
            boolean written = !whole.test(file.getKey()) && node != before.get(file.getKey());
            if (node.kind() == FileFacts.Kind.FILE && written) {
                host.put(file.getKey(), left.of.apply(node.content()), node.mode(), node.owner());
                damaged++;
            }
        }
        host.files.keySet().removeIf(path -> path.startsWith("/run/"));
        for (Map.Entry<String, UnitFacts> unit : Map.copyOf(host.units).entrySet()) {
            if (unit.getValue().isEnabled()) {
                host.started(unit.getKey());
            } else if (unit.getValue().fileState().equals("disabled")) {
                host.units.put(
                        unit.getKey(), new UnitFacts("loaded", "inactive", "disabled", false));
            }
        }
        host.reconnect();
        return damaged;
    }
}
