package org.uid2chatops.azure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;

import com.azure.resourcemanager.authorization.models.PrincipalType;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A role that somebody is to hold.
 *
 * @param scope ARM id of what it is on
 * @param roleDefinition ARM id of the role
 * @param principal object id of who holds it; a client id would be accepted by Azure and grant nothing
 * @param holder who that is, in words
 * @param place what it is on, in words
 */
record Grant(String scope, Role role, String roleDefinition, String principal, PrincipalType type, String holder, String place) {

    /** RFC 4122's name space of URLs. */
    private static final UUID NAME_SPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /** Returns the assignment's name, the same for the same grant: repeating the request is then harmless. */
    String assignmentName() {
        String name = String.join("|", scope, role.id(), principal).toLowerCase(Locale.ROOT);
        return version5(name).toString();
    }

    private static UUID version5(String name) {
        MessageDigest sha1 = DigestUtils.getSha1Digest();
        sha1.update(ByteBuffer.allocate(16).putLong(NAME_SPACE.getMostSignificantBits()).putLong(NAME_SPACE.getLeastSignificantBits())
                .array());
        var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xf000L | 0x5000L;
        long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
