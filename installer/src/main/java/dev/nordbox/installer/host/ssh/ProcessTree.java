package dev.nordbox.installer.host.ssh;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The processes of a host at one moment, as {@code /proc/PID/stat} tells of them. */
final class ProcessTree {
    static final String LOOK = "cat /proc/[0-9]*/stat 2>/dev/null";

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int KERNEL_TICKS = 12;
    private static final int FIELDS = 13;

    /**
     * @param ticks of processor time so far
     * @param busy it runs, waits for its turn on a processor, or for a disk
     */
    private record Member(int parent, long ticks, boolean busy) {}

    private final Map<Integer, Member> members = new HashMap<>();

    /** A process that ended while it was looked at left no line, or half of one: passed over. */
    static ProcessTree parse(String text) {
        ProcessTree tree = new ProcessTree();
        for (String line : text.lines().toList()) {
            int name = line.indexOf(" (");
            int end = line.lastIndexOf(") "); // a name may hold blanks and parentheses
            if (name < 0 || end < name) {
                continue;
            }
            String[] fields = line.substring(end + 2).split(" ");
            if (fields.length < FIELDS || !line.substring(0, name).matches("\\d{1,9}")) {
                continue;
            }
            tree.members.put(
                    Integer.valueOf(line.substring(0, name)),
                    new Member(
                            Integer.parseInt(fields[PARENT]),
                            Long.parseLong(fields[USER_TICKS])
                                    + Long.parseLong(fields[KERNEL_TICKS]),
                            fields[STATE].equals("R") || fields[STATE].equals("D")));
        }
        return tree;
    }

    /** What a process and all below it have done so far; empty when it is not there. */
    Optional<String> pulse(int root) {
        if (!members.containsKey(root)) {
            return Optional.empty();
        }
        TreeSet<String> signs = new TreeSet<>();
        members.forEach(
                (pid, member) -> {
                    if (descends(pid, root)) {
                        signs.add(pid + ":" + member.ticks());
                        if (member.busy()) {
                            signs.add("busy at " + System.nanoTime()); // never twice the same
                        }
                    }
                });
        return Optional.of(String.join(" ", signs));
    }

    private boolean descends(int pid, int root) {
        int at = pid;
        // A tree that was read while it changed could have a circle.
        for (int depth = 0; depth < members.size() && members.containsKey(at); depth++) {
            if (at == root) {
                return true;
            }
            at = members.get(at).parent();
        }
        return false;
    }
}
