#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/Error.h"
#include "core/llm/transport/Transport.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <optional>

/// What the two wire formats share. Pure functions on bytes; any thread.
namespace metaspo {

/// What was learned about a server: how its requests must differ from what we would send.
struct Quirks
{
    QSet<QString> dropped;          ///< body fields it does not take
    QMap<QString, QString> renamed; ///< body fields it knows under another name
    int outputTokensAtMost = 0;     ///< 0: no limit known
    bool mergesSystem = false;      ///< no system role: the text goes into the first user turn
    bool operator==(const Quirks&) const = default;
};

/// Everything that decides the body of one call.
struct WireCall
{
    QString model;
    QList<Message> messages;
    CallParameters parameters;
    QMap<QString, QString> extra; ///< further body fields, name to JSON text; JSON null leaves a field out
    QString outputLimitField = QStringLiteral("max_tokens");
    Quirks quirks;
};

/// A response that is no answer, understood as far as the body allows.
struct WireFailure
{
    ErrorKind kind = ErrorKind::MalformedResponse;
    QString message; ///< the server's words, shortened; not yet redacted
    QString code;
    QString parameter; ///< the body field it complains about
    bool worthAnotherTry = false;
    bool loading = false;                   ///< the model is being loaded: wait, do not count
    bool templateRefusal = false;           ///< a chat template stumbled over the roles
    std::optional<qint64> waitMilliseconds; ///< stated in the body
    bool operator==(const WireFailure&) const = default;
};

using WireReply = tl::expected<Completion, WireFailure>;

QByteArray requestBody(WireFormat format, const WireCall& call);
/// Understands any response: an answer, an error, an error under status 200, no JSON at all.
WireReply readResponse(WireFormat format, int status, const HttpHeaders& headers, const QByteArray& body);

/// Text that survives UTF-8: a lone half of a surrogate pair becomes U+FFFD.
QString wellFormed(const QString& text);
inline QJsonValue field(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name));
}
/// The object in the bytes. Leading white space is skipped, broken UTF-8 is replaced; nothing: not a JSON
/// object.
std::optional<QJsonObject> readJsonObject(const QByteArray& bytes);
/// The messages as they go out; merges the system text into the first user turn, and turns of one role, if
/// asked.
QList<Message> arranged(const QList<Message>& messages, bool mergeSystem);
/// Adds the connection's own fields, then what the quirks say.
void finishBody(QJsonObject& body, const WireCall& call);
/// Sets text and reasoning from what was read. An end in order without a text becomes Empty, also where the model only
/// thought; what the limit cut off stays Length.
void settle(Completion& completion, QString text, QString reasoning);

} // namespace metaspo
