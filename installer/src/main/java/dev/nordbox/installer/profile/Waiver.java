package dev.nordbox.installer.profile;

import java.time.LocalDate;

/**
 * A control that somebody answers for not meeting.
 *
 * @param control its id
 * @param owner who answers for it
 * @param expires last day; at most twelve months ahead
 */
public record Waiver(String control, String reason, String owner, LocalDate expires) {
    private static final int NOTICE_DAYS = 14;

    public boolean isOver(LocalDate today) {
        return expires.isBefore(today);
    }

    /** Somebody should decide before long. */
    public boolean endsSoon(LocalDate today) {
        return !isOver(today) && expires.isBefore(today.plusDays(NOTICE_DAYS));
    }
}
