package dev.nordbox.appliance.status;

import java.util.Map;

/** What the socket reaches of a running controller. */
public interface ControllerEndpoint {

    /** How everything stands now, as a JSON object of maps, lists, texts, numbers, booleans. */
    Map<String, Object> status();

    /**
     * About single applications: {@code GET /applications}, {@code /applications/NAME}, ...; and
     * {@code GET /audit}.
     */
    Answer answer(Question question);

    /**
     * Polls the repository and syncs now and not at the next interval; returns at once.
     *
     * @param asker as {@link Question#asker} is
     */
    void sync(String asker);
}
