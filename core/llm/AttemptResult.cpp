#include "core/llm/AttemptResult.h"

namespace metaspo {

namespace {

constexpr qsizetype longestRequestId = 200;

AttemptTrouble trouble(ErrorKind kind, bool worthAnotherTry, const HttpReply& reply, const QString& message)
{
    AttemptTrouble result;
    result.failure.kind = kind;
    result.failure.worthAnotherTry = worthAnotherTry;
    result.httpStatus = reply.status;
    result.message = message;
    return result;
}

QString redirectText(const HttpReply& reply)
{
    const QUrl target(QString::fromLatin1(reply.headers.value("location")));
    return QStringLiteral("It says to go to %1")
        .arg(target.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment));
}

} // namespace

tl::expected<Completion, AttemptTrouble> readAttempt(WireFormat format, const HttpReply& reply,
                                                     qint64 nowUnixMilliseconds)
{
    AttemptTrouble result;
    switch (reply.end) {
    case HttpEnd::Answered:
        break;
    case HttpEnd::TooLarge:
        result = trouble(ErrorKind::ResponseTooLarge, false, reply, {});
        result.possiblyPaid = true;
        return tl::unexpected(result);
    case HttpEnd::CertificateRefused:
    case HttpEnd::Unusable:
        return tl::unexpected(trouble(ErrorKind::TlsFailure, false, reply, reply.message));
    case HttpEnd::NotConnected:
    case HttpEnd::Interrupted:
        result = trouble(ErrorKind::ConnectionFailed, true, reply, reply.message);
        result.possiblyPaid = reply.timesSent > 0;
        return tl::unexpected(result);
    }

    WireReply wire = readResponse(format, reply.status, reply.headers, reply.body);
    if (wire) {
        for (const char* name : {"x-request-id", "request-id", "x-litellm-call-id"})
            if (const QByteArray id = reply.headers.value(name); !id.isEmpty())
                wire->requestId = QString::fromLatin1(id.left(longestRequestId));
        return std::move(*wire);
    }
    const WireFailure& failure = wire.error();
    result = trouble(failure.kind, failure.worthAnotherTry, reply, failure.message);
    result.failure.loading = failure.loading;
    if (failure.worthAnotherTry) {
        result.failure.serverWait = statedWait(reply.headers, nowUnixMilliseconds);
        if (!result.failure.serverWait && failure.waitMilliseconds)
            result.failure.serverWait = milliseconds(*failure.waitMilliseconds);
    }
    if (failure.kind == ErrorKind::RedirectRefused)
        result.message = redirectText(reply);
    // An answer was made and perhaps charged; we cannot read it.
    result.possiblyPaid = reply.status >= 200 && reply.status < 300;
    result.wire = failure;
    return tl::unexpected(result);
}

} // namespace metaspo
