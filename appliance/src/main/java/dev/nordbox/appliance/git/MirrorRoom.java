package dev.nordbox.appliance.git;

import java.io.IOException;

/** The disk that the mirrors of repositories may take. Thread safe. */
public interface MirrorRoom {

    /** As much as one fetch may bring at the most, while the disk has it. */
    static MirrorRoom of(FreeDisk disk) {
        return new LoneRoom(disk);
    }

    /**
     * Room for one pack that is about to come. Nobody else is given the same bytes until it is
     * closed; what was written is counted then.
     *
     * @throws IOException when it is not known how much there is: then there is none
     */
    Reservation reserve() throws IOException;

    /** What has been set aside for one pack. */
    interface Reservation extends AutoCloseable {

        /**
         * @return bytes of a pack that may come beyond those that were granted before; 0 for no
         *     more
         * @throws NoRoom when the disk is the reason
         */
        long more() throws NoRoom;

        @Override
        void close();
    }

    /** Nothing may be written, whoever sends it. */
    final class NoRoom extends IOException {
        private static final long serialVersionUID = 1L;
        private final String remedy;

        /**
         * @param message what is in the way
         * @param remedy what to do now
         */
        public NoRoom(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }
}
