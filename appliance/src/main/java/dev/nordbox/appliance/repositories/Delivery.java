package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitSource;
import dev.nordbox.appliance.git.GitSource.Answer;
import dev.nordbox.appliance.git.Revision;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings wishes up to what a repository says, and tells of what is new and what is in the way. Of
 * the thread of one poll alone.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final String shown;
    private final RepositoryPoll.Listener listener;
    private final Clock clock;

    /**
     * @param url as it is written where it is named
     */
    Delivery(String url, RepositoryPoll.Listener listener, Clock clock) {
        this.shown = ShownUrl.in(url);
        this.listener = listener;
        this.clock = clock;
    }

    // ---- what arrives

    /** Of each that is asked for the first time: an earlier run may have fetched it. */
    void resume(GitSource from, Collection<Wish> asked) throws GitException {
        List<Wish> first = new ArrayList<>(asked);
        first.removeIf(Wish::isResumed);
        for (Wish wish : first) {
            Optional<Revision> last = from.lastFetched(wish.targetRevision());
            if (last.isPresent()) {
                see(from, wish, last.get());
            }
            wish.resumed();
        }
        deliver(first);
    }

    /** What came of a question, all revisions together. */
    enum Heard {
        /** One of them at the least, or nothing was asked for. */
        FOUND,
        /** The host answers, and has none of them yet: a push is what mends that. */
        NONE_THERE,
        /** The host, or this machine, does not want to. */
        REFUSED
    }

    /**
     * @throws GitException what is in the way of all of them
     */
    Heard fetch(GitSource from, Map<String, Wish> asked) throws GitException {
        for (Wish wish : asked.values()) {
            if (from.lastFetched(wish.targetRevision()).isEmpty()) {
                wish.readAgain(); // the mirror is damaged, and what was read of it may be wrong
            }
        }
        Map<String, Answer> answers = from.fetch(asked.keySet());
        for (Map.Entry<String, Answer> entry : answers.entrySet()) {
            if (entry.getValue() instanceof Answer.Found found) {
                see(from, asked.get(entry.getKey()), found.revision());
            }
        }
        deliver(asked.values()); // all of them, before anybody hears of one
        answers.forEach((revision, answer) -> told(asked.get(revision), answer));
        return heard(answers.values());
    }

    private static Heard heard(Collection<Answer> answers) {
        if (answers.isEmpty() || answers.stream().anyMatch(Answer.Found.class::isInstance)) {
            return Heard.FOUND;
        }
        return answers.stream().allMatch(Delivery::saysNotThere) ? Heard.NONE_THERE : Heard.REFUSED;
    }

    private static boolean saysNotThere(Answer answer) {
        return answer instanceof Answer.Refused refused
                && (refused.why().reason() == Reason.REVISION_NOT_FOUND
                        || refused.why().reason() == Reason.REVISION_AMBIGUOUS);
    }

    private static void see(GitSource from, Wish wish, Revision revision) throws GitException {
        if (wish.isRead(revision)) {
            wish.named(revision);
        } else {
            wish.read(revision, from.tree(revision));
        }
    }

    private void deliver(Collection<Wish> asked) {
        for (Wish wish : asked) {
            Optional<Checkout> news = wish.undelivered();
            if (news.isPresent()) {
                LOG.atInfo()
                        .addKeyValue("repository", shown)
                        .addKeyValue("revision", news.get().commit())
                        .addKeyValue("ref", news.get().followed().ref())
                        .log("revision arrived");
                listener.arrived(wish.targetRevision(), news.get());
                wish.delivered();
            }
        }
    }

    private void told(Wish wish, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            failed(wish, refused.why().reason().name(), refused.why(), refused.why().remedy());
        } else if (wish.answered()) {
            LOG.atInfo().addKeyValue("url", shown).log("repository answers again");
            listener.problemChanged();
        }
    }

    // ---- what is in the way

    /** Of all of them. */
    void refused(Collection<Wish> asked, GitException why) {
        asked.forEach(wish -> failed(wish, why.reason().name(), why, why.remedy()));
    }

    /** One poisonous repository must not end the polling: the next commit may be sane. */
    void defect(Collection<Wish> asked, Throwable cause) {
        RuntimeException defect =
                new IllegalStateException(
                        "the revision cannot be read because of a defect of nordbox: " + cause,
                        cause);
        if (asked.stream().anyMatch(wish -> !wish.isKnown(defect.getMessage()))) {
            LOG.error("defect of nordbox, the last good state is kept", cause);
        }
        asked.forEach(
                wish ->
                        failed(
                                wish,
                                "DEFECT",
                                defect,
                                "report it with the stack trace in the log"));
    }

    private void failed(Wish wish, String reason, Exception why, String remedy) {
        boolean news = !wish.isKnown(why.getMessage());
        boolean shown = wish.failed(reason, why.getMessage(), remedy, clock.instant());
        if (news) {
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("fix", remedy)
                    .log("repository: {}", why.getMessage());
        }
        if (shown) {
            listener.problemChanged();
        }
    }
}
