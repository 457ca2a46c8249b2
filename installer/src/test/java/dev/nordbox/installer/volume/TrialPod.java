package dev.nordbox.installer.volume;

/** The pod of a database, on a host that came back at 1000 s, where it is 1300 s. */
public final class TrialPod {
    private TrialPod() {}

    public static String ready() {
        return pod("pod", "True", 1100, 1200);
    }

    static String ofReplicaSet() {
        return pod("replicaset", "True", 1100, 1200);
    }

    public static String notReady() {
        return pod("pod", "False", 1100, 1200);
    }

    /** As the snapshot has it. */
    public static String ofBefore() {
        return pod("pod", "True", 900, 950);
    }

    static String pod(String kind, String ready, int started, int since) {
        return at(1300, item(kind, "db-0", ready, started, since));
    }

    /** Two databases; the second one is Ready since 1200 s. */
    public static String two(int now, String ready, int since) {
        return at(
                now,
                item("pod", "db-0", ready, 1100, since)
                        + ","
                        + item("pod", "db-1", "True", 1100, 1200));
    }

    private static String item(String kind, String name, String ready, int started, int since) {
        String owner =
                kind.equals("pod")
                        ? ""
                        : "\"ownerReferences\":[{\"kind\":\"ReplicaSet\",\"name\":\"db-5d4f\"}],";
        return """
        {"kind":"Pod","metadata":{%s"namespace":"shop","name":"%s"},
        "status":{"conditions":[{"type":"Ready","status":"%s","lastTransitionTime":"%s"}],
        "containerStatuses":[{"state":{"running":{"startedAt":"%s"}}}]}}
        """
                .formatted(owner, name, ready, time(since), time(started));
    }

    private static String at(int now, String items) {
        return "restored 1000\nnow %d\n{\"items\":[%s]}".formatted(now, items);
    }

    private static String time(int seconds) {
        return java.time.Instant.ofEpochSecond(seconds).toString();
    }
}
