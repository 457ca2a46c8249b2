package dev.nordbox.installer.store.s3;

import java.net.URI;

/**
 * A folder of a bucket, as far as S3 knows folders.
 *
 * @param name for people
 * @param endpoint {@code https://s3.example.no}, without a path
 * @param prefix of every object, without a slash at its ends; {@code ""} for the whole bucket
 * @param region as the store calls it; the signatures name it
 * @param pathStyle the bucket stands in the path; else before the host's name
 * @param advice to the one who named all this
 */
public record S3Place(
        String name,
        URI endpoint,
        String bucket,
        String prefix,
        String region,
        boolean pathStyle,
        S3Advice advice) {

    /** That a box' settings name. */
    public S3Place(
            String name,
            URI endpoint,
            String bucket,
            String prefix,
            String region,
            boolean pathStyle) {
        this(name, endpoint, bucket, prefix, region, pathStyle, S3Advice.TO_A_BOX);
    }

    /** Of the bucket itself. */
    URI bucketUri() {
        return URI.create(
                pathStyle
                        ? endpoint + "/" + bucket
                        : "%s://%s.%s/"
                                .formatted(endpoint.getScheme(), bucket, endpoint.getAuthority()));
    }

    /**
     * @param key that needs no escapes
     */
    URI objectUri(String key) {
        String bucketUri = bucketUri().toString();
        return URI.create((bucketUri.endsWith("/") ? bucketUri : bucketUri + "/") + key);
    }

    /** What the keys of all files begin with. */
    String folder() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }
}
