package dev.nordbox.installer.store.s3;

import dev.nordbox.installer.store.StoreRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Requests that say who they are from and whose bodies the store checks by their sum. What a store
 * is too busy for, and what a connection loses, is tried again.
 */
final class SignedRequests {
    private static final Duration CONNECT = Duration.ofSeconds(30);

    /** A part over a thin line takes its time. */
    private static final Duration ANSWER = Duration.ofMinutes(15);

    private static final int TRIES = 4;
    private static final int BUSY = 429;

    /** What the JDK's client says by itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

    private final HttpClient client;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final S3Place place;
    private final AwsCredentialsIdentity identity;
    private final S3Refusals refusals;
    private final Clock clock;
    private final Pause pause;
    private final Duration answer;

    /** How time is let pass between two tries. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    SignedRequests(
            S3Place place,
            S3Credentials credentials,
            SSLContext trusted,
            Clock clock,
            Pause pause) {
        this(place, credentials, trusted, clock, pause, ANSWER);
    }

    /**
     * @param answer how long the whole of one may take, until it is tried again
     */
    SignedRequests(
            S3Place place,
            S3Credentials credentials,
            SSLContext trusted,
            Clock clock,
            Pause pause,
            Duration answer) {
        this.answer = answer;
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .sslContext(trusted);
        // For a proxy alone: it answers for nobody else.
        Optional.ofNullable(Authenticator.getDefault()).ifPresent(client::authenticator);
        this.client = client.build();
        this.place = place;
        this.identity = identity(credentials);
        this.refusals = new S3Refusals(place, clock);
        this.clock = clock;
        this.pause = pause;
    }

    private static AwsCredentialsIdentity identity(S3Credentials of) {
        return of.session().isEmpty()
                ? AwsCredentialsIdentity.create(of.accessKey(), of.secretKey())
                : AwsSessionCredentialsIdentity.create(
                        of.accessKey(), of.secretKey(), of.session());
    }

    /**
     * @param method and what it is about
     * @param body its first {@code length} bytes
     * @throws dev.nordbox.installer.store.StoreRefused when the store says no, or nothing
     */
    HttpResponse<byte[]> send(Request request, byte[] body, int length) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<byte[]> response = answer(signed(request, body, length));
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return response;
                }
                if (tried == TRIES || status != BUSY && status < 500) {
                    throw refusals.of(request.what(), response);
                }
            } catch (StoreRefused | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (tried == TRIES || S3Refusals.isDistrust(e)) {
                    throw refusals.of(request.what(), e);
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            await(Duration.ofSeconds(1L << tried));
        }
    }

    /** With its end: the client's own deadline is one for the first line of an answer. */
    private HttpResponse<byte[]> answer(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return coming.get(answer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new HttpTimeoutException("the answer has no end");
        } catch (InterruptedException e) {
            coming.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    HttpResponse<byte[]> send(Request request) throws IOException {
        return send(request, new byte[0], 0);
    }

    S3Refusals refusals() {
        return refusals;
    }

    private void await(Duration time) throws InterruptedIOException {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    /** Anew for each try: the time is in it. */
    private HttpRequest signed(Request request, byte[] body, int length) {
        URI uri = request.key().isEmpty() ? place.bucketUri() : place.objectUri(request.key());
        SdkHttpRequest.Builder wanted =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(request.method())).uri(uri);
        request.query().forEach(wanted::putRawQueryParameter);
        request.headers().forEach(wanted::putHeader);
        SdkHttpRequest signed =
                signer.sign(
                                sign ->
                                        sign.identity(identity)
                                                .request(wanted.build())
                                                .payload(
                                                        () ->
                                                                new ByteArrayInputStream(
                                                                        body, 0, length))
                                                .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, place.region())
                                                .putProperty(
                                                        AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                                                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
                        .request();
        HttpRequest.Builder http =
                HttpRequest.newBuilder(signed.getUri())
                        .timeout(answer)
                        .method(
                                request.method(),
                                length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body, 0, length));
        signed.forEachHeader(
                (name, values) -> {
                    if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> http.header(name, value));
                    }
                });
        return http.build();
    }

    /**
     * @param what is tried, in the infinitive, for messages
     * @param key of an object, {@code ""} for the bucket
     * @param query plain, not yet escaped
     * @param headers that are signed with it
     */
    record Request(
            String what,
            String method,
            String key,
            Map<String, String> query,
            Map<String, String> headers) {
        Request {
            query = Collections.unmodifiableMap(new TreeMap<>(query));
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }

        Request(String what, String method, String key, Map<String, String> query) {
            this(what, method, key, query, Map.of());
        }

        Request with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Request(what, method, key, query, more);
        }
    }
}
