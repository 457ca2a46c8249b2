package dev.nordbox.appliance.cluster;

/**
 * Whether this process may change a cluster that another one may look after as well. Thread safe.
 */
public interface Mandate {

    /** Of whoever is alone. */
    Mandate ALWAYS =
            new Mandate() {
                @Override
                public boolean held() {
                    return true;
                }

                @Override
                public void onTaken(Runnable action) {
                    // it was never another's
                }
            };

    /** It may act now. */
    boolean held();

    /**
     * What to do whenever it may act after it might not: nobody knows what has happened meanwhile.
     *
     * @param action returns at once; one that comes while the mandate is held is run the next time
     */
    void onTaken(Runnable action);
}
