package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.store.StoreRefused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a store's refusals most likely mean, and what helps. Its own words may echo what was sent.
 */
final class S3Refusals {
    private final S3Place place;
    private final Clock clock;

    S3Refusals(S3Place place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /**
     * @param what was tried, in the infinitive
     */
    StoreRefused of(String what, HttpResponse<byte[]> response) {
        Optional<S3Answer> error = error(response.body());
        String code = error.flatMap(answer -> answer.said("Code")).orElse("");
        return switch (code) {
            case "NoSuchBucket" ->
                    refused(what, "there is no such bucket", place.advice().bucket());
            case "NoSuchKey" ->
                    refused(
                            what,
                            "there is no such file, or not any more",
                            "list what is there: `kit list`");
            case "PreconditionFailed" ->
                    refused(what, "another one took its place meanwhile", "run it again");
            case "AccessDenied", "AllAccessDisabled" -> denied(what);
            case "InvalidAccessKeyId", "InvalidToken" ->
                    refused(
                            what,
                            "the store does not know the access key",
                            place.advice().credentials());
            case "SignatureDoesNotMatch" ->
                    refused(
                            what,
                            "the secret key is not that of the access key, or the region is not %s"
                                    .formatted(place.region()),
                            place.advice().credentials());
            case "RequestTimeTooSkewed", "RequestExpired" -> skewed(what, response);
            case "AuthorizationHeaderMalformed",
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "IllegalLocationConstraintException" ->
                    elsewhere(what, error.orElseThrow());
            case "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "EntityTooLarge" ->
                    refused(
                            what,
                            "the store is full, or a quota is reached (%s)".formatted(code),
                            "make room there, or keep less: `backup.keep`");
            case "SlowDown", "ServiceUnavailable", "InternalError" ->
                    refused(what, "the store is busy (%s)".formatted(code), "try again later");
            case "NoSuchUpload" ->
                    new UploadGone(
                            "cannot %s: the store does not know the upload any more"
                                    .formatted(what),
                            "run it again: parts are not to be cleaned up while a kit is on its"
                                    + " way");
            case "" -> withoutCode(what, response.statusCode());
            default ->
                    refused(
                            what,
                            "the store answers %d, %s".formatted(response.statusCode(), code),
                            "see what its documentation says of that");
        };
    }

    /**
     * @param error in an answer that calls itself a success
     */
    StoreRefused of(String what, S3Answer error) {
        return refused(
                what,
                "the store answers " + error.said("Code").orElse("an error"),
                "try again; if it stays, see what its documentation says of that");
    }

    /** Of what did not get there. */
    StoreRefused of(String what, IOException cause) {
        String host = place.bucketUri().getAuthority();
        if (isDistrust(cause)) {
            return refused(
                    what,
                    "the certificate of %s is not trusted: %s"
                            .formatted(host, String.valueOf(cause.getMessage())),
                    place.advice().trust(),
                    cause);
        }
        boolean nobody = cause instanceof ConnectException || cause instanceof HttpTimeoutException;
        return refused(
                what,
                nobody
                        ? host + " does not answer"
                        : "the connection to %s broke: %s".formatted(host, Reason.of(cause)),
                place.advice().way(),
                cause);
    }

    /** A handshake that broke off says nothing of a certificate. */
    static boolean isDistrust(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private StoreRefused denied(String what) {
        return refused(
                what,
                "the credentials may not do that",
                "%s %s"
                        .formatted(
                                place.advice().rights(),
                                place.folder().isEmpty() ? "it" : place.folder()));
    }

    private StoreRefused skewed(String what, HttpResponse<byte[]> response) {
        String apart =
                date(response)
                        .map(there -> Duration.between(clock.instant(), there).toSeconds())
                        .map(
                                seconds ->
                                        "%d s %s the store's"
                                                .formatted(
                                                        Math.abs(seconds),
                                                        seconds > 0 ? "behind" : "ahead of"))
                        .orElse("too far from the store's");
        return refused(
                what,
                "the clock of this machine is " + apart,
                "set it right: `timedatectl` shows whether it follows a time server");
    }

    private static Optional<Instant> date(HttpResponse<byte[]> response) {
        try {
            return response.headers()
                    .firstValue("date")
                    .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private StoreRefused elsewhere(String what, S3Answer error) {
        String there =
                error.said("Region")
                        .or(() -> error.said("Endpoint"))
                        .map(text -> ", but in " + text)
                        .orElse("");
        return refused(
                what,
                "the bucket is not in region %s%s".formatted(place.region(), there),
                place.advice().region());
    }

    private StoreRefused withoutCode(String what, int status) {
        if (status == 401 || status == 403) {
            return denied(what);
        }
        return refused(
                what,
                "%s answers %d, and not as an S3 store does"
                        .formatted(place.bucketUri().getAuthority(), status),
                place.advice().endpoint());
    }

    private static StoreRefused refused(String what, String why, String remedy) {
        return new StoreRefused("cannot %s: %s".formatted(what, why), remedy);
    }

    private static StoreRefused refused(String what, String why, String remedy, IOException cause) {
        return new StoreRefused("cannot %s: %s".formatted(what, why), remedy, cause);
    }

    private static Optional<S3Answer> error(byte[] body) {
        try {
            return Optional.of(S3Answer.parse(body))
                    .filter(answer -> answer.name().equals("Error"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
