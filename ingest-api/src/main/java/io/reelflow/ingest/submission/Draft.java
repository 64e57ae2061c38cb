package io.reelflow.ingest.submission;

import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.address.WebAddress;
import io.reelflow.schemas.job.ErrorCode;
import java.util.List;
import java.util.function.Supplier;

/** A request that has been read, but for its hosts: whether they may be fetched from has to be looked up. */
final class Draft {
    private final List<Host> hosts;
    private final Supplier<JobRequest> request;

    /** @param request throws what is wrong, with what was found of the hosts */
    Draft(List<Host> hosts, Supplier<JobRequest> request) {
        this.hosts = List.copyOf(hosts);
        this.request = request;
    }

    List<Host> hosts() {
        return hosts;
    }

    /**
     * To be asked once, when all hosts are judged.
     *
     * @throws ApiException 400 (all bad fields) or 403 (another's user id)
     */
    JobRequest request() {
        return request.get();
    }

    /** One host, and the field that names it. */
    record Host(WebAddress address, Fields fields, String name) {
        void judge(boolean allowed) {
            if (!allowed) {
                fields.error(
                        name,
                        ErrorCode.URL_NOT_ALLOWED.word(),
                        "must be a public address; \"" + address.host() + "\" is not");
            }
        }
    }
}
