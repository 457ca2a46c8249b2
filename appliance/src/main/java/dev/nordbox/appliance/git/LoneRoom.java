package dev.nordbox.appliance.git;

/** For one mirror that shares with nobody. */
record LoneRoom(FreeDisk disk) implements MirrorRoom {

    /** Far above any repository of manifests; a pack without end stops here. */
    private static final long MOST_BYTES = 2L << 30;

    @Override
    public Reservation reserve() {
        return new Reservation() {
            private long granted;

            @Override
            public long more() throws NoRoom {
                long more = Math.min(FreeDisk.STEP, MOST_BYTES - granted);
                disk.require(FreeDisk.taken(more)); // what came before has been written
                granted += more;
                return more;
            }

            @Override
            public void close() {}
        };
    }
}
