package dev.nordbox.installer.evidence;

/**
 * Where a run goes on: after the newest of all, which may be the box' own, and after the newest
 * that is a person's. Those of the box are kept for a while only, those of people for good; so what
 * was cut out of the latter shows, whatever is gone of the former.
 *
 * @param head hash of the last line of the newest run
 * @param personsHead the same of the newest one by a person
 */
public record Ends(String head, String personsHead) {
    /** Before the first run. */
    public static final Ends NONE = new Ends(Chain.START, Chain.START);

    /** Key of the second one, in the record that a run begins with. */
    static final String PERSONS = "prevPersonHash";
}
