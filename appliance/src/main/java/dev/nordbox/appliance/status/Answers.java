package dev.nordbox.appliance.status;

import dev.nordbox.appliance.status.Answer.Refusal;
import dev.nordbox.appliance.threads.Daemon;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the answer to each request. What is known is told by whoever was asked. What the API server
 * is needed for is bounded, in number and in time: when it lags, people ask what is wrong, and must
 * not stand behind those who wait for it.
 */
final class Answers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MOST_AT_THE_API_SERVER = 8;

    /** Requests that may wait for the API server, or for those that do. */
    static final int MOST_IN_HAND = 2 * MOST_AT_THE_API_SERVER;

    private final ControllerEndpoint endpoint;
    private final Duration longest;
    private final ExecutorService atTheApiServer =
            Daemon.pool(
                    "status-api", MOST_AT_THE_API_SERVER, MOST_IN_HAND - MOST_AT_THE_API_SERVER);

    /**
     * @param longest that a request may wait for the API server
     */
    Answers(ControllerEndpoint endpoint, Duration longest) {
        this.endpoint = endpoint;
        this.longest = longest;
    }

    /**
     * @param head of the request
     * @param asker as {@link Question#asker} is
     */
    Answer to(String head, String asker) {
        String[] words = head.split("[ \r\n]", 3);
        String asked = words.length < 2 ? head : words[0] + " " + words[1];
        if (asked.equals("GET /status")) {
            return Answer.of(endpoint.status());
        }
        if (asked.equals("POST /sync")) {
            endpoint.sync(asker);
            return Answer.accepted(Map.of("accepted", true));
        }
        if (words.length > 1 && isAQuestion(words[1])) {
            return about(words[0], words[1], asker);
        }
        return Answer.refused(
                Refusal.NOT_FOUND,
                "the controller does not know what was asked for",
                "ask for GET /status, GET /applications, GET /audit or POST /sync");
    }

    static boolean isAQuestion(String target) {
        return target.startsWith("/applications") || target.matches("/audit(\\?.*)?");
    }

    private Answer about(String method, String target, String asker) {
        try {
            Question question = Question.of(method, target, asker);
            return question.needsTheApiServer()
                    ? atTheApiServer(question)
                    : endpoint.answer(question);
        } catch (IllegalArgumentException e) {
            return Answer.refused(
                    Refusal.INVALID, "not encoded as a URL is", "write % and two digits");
        }
    }

    private Answer atTheApiServer(Question question) {
        try {
            return awaited(atTheApiServer.submit(() -> endpoint.answer(question)));
        } catch (RejectedExecutionException e) {
            return Answer.refused(
                    Refusal.SILENT,
                    MOST_IN_HAND + " requests wait for the API server already",
                    "nothing was asked for; see `status`, and try again when it answers");
        }
    }

    private Answer awaited(Future<Answer> answer) {
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Answer.refused(
                    Refusal.SILENT,
                    "the API server has not answered within " + longest.toSeconds() + " s",
                    "what was asked for may be done all the same: look with `app get` before you"
                            + " ask again; `status`, `app why` and `audit` answer without it");
        } catch (ExecutionException e) {
            LOG.atError().setCause(e).log("defect");
            return Answer.refused(
                    Refusal.CONFLICT,
                    "the controller failed at this: " + e.getCause(),
                    "see `journalctl -u nordbox`");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused(Refusal.SILENT, "the controller ends", "ask the next one");
        }
    }

    @Override
    public void close() {
        atTheApiServer.shutdownNow();
    }
}
