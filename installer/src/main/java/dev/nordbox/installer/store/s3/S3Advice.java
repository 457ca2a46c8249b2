package dev.nordbox.installer.store.s3;

/**
 * What helps when a store says no, to the one who set the store up: a person's settings are mended
 * elsewhere than a box' own.
 *
 * @param credentials when they are not known, or wrong
 * @param bucket when there is none of that name
 * @param region when it is in another one
 * @param endpoint when what answers is no store
 * @param way when nothing answers
 * @param trust when nobody vouches for the server
 * @param ca when the one who should cannot be used
 * @param rights when the credentials may not do it; begins a sentence that ends in a place
 */
public record S3Advice(
        String credentials,
        String bucket,
        String region,
        String endpoint,
        String way,
        String trust,
        String ca,
        String rights) {

    /** To the operator of a box that makes kits by itself. */
    public static final S3Advice TO_A_BOX =
            new S3Advice(
                    "name a file with the right ones as `backup.target.s3.credentials` and run `up`",
                    "make it, or mend `backup.target.s3` and run `up`",
                    "mend `region` or `endpoint` of `backup.target.s3` and run `up`",
                    "check `endpoint` and `pathStyle` of `backup.target.s3`",
                    "check `backup.target.s3.endpoint`, and that the box may go there; a profile"
                            + " lists it in `egress`",
                    "if it is the right server, name its CA as `backup.target.s3.ca` and run `up`",
                    "name a file with its certificate, PEM, as `backup.target.s3.ca`",
                    "let them list the bucket and its unfinished uploads, and write, delete and"
                            + " abort below");

    /**
     * To a person who reads kits.
     *
     * @param credentials where theirs came from
     * @param settings where the place came from
     */
    public static S3Advice toAReader(String credentials, String settings) {
        return new S3Advice(
                "they came from %s; name others: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                                .formatted(credentials)
                        + " AWS_PROFILE of ~/.aws/credentials",
                "check its name, and the endpoint, which came from " + settings,
                "set AWS_REGION, or `region` of `backup.target.s3` where nordbox.yaml names the"
                        + " bucket",
                "check the endpoint, which came from %s: AWS_ENDPOINT_URL, or `backup.target.s3`"
                                .formatted(settings)
                        + " of nordbox.yaml",
                "check the endpoint, which came from %s, and that this machine may go there"
                        .formatted(settings),
                "if it is the right server, name its CA: AWS_CA_BUNDLE, or `backup.target.s3.ca` in"
                        + " nordbox.yaml",
                "name a file with its certificate, PEM: AWS_CA_BUNDLE, or `backup.target.s3.ca` in"
                        + " nordbox.yaml",
                "those from %s have to list the bucket (s3:ListBucket) and read (s3:GetObject)"
                                .formatted(credentials)
                        + " below");
    }
}
