#include "core/llm/Redaction.h"

#include <QRegularExpression>

namespace metaspo {

namespace {

const QString mark = QStringLiteral("[key]");
constexpr qsizetype shortestKey = 6; ///< a shorter "key" ("none", "x") is no secret, and would garble texts
constexpr qsizetype tellingBeginning = 12; ///< so much of a long key identifies it

void takeOut(QString& text, const SecretString& key)
{
    if (key.reveal().size() < shortestKey)
        return;
    const QString whole = QString::fromUtf8(key.reveal());
    text.replace(whole, mark);
    text.replace(QString::fromLatin1(key.reveal().toPercentEncoding()), mark);
    if (whole.size() < 2 * tellingBeginning)
        return;
    const QString beginning = whole.left(tellingBeginning);
    for (qsizetype at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at)) {
        qsizetype length = 0;
        while (at + length < text.size() && length < whole.size() && text.at(at + length) == whole.at(length))
            ++length;
        text.replace(at, length, mark);
        at += mark.size();
    }
}

} // namespace

QString redacted(const QString& text, const SecretString& key)
{
    static const QRegularExpression lookAlike(QStringLiteral(
        "\\b(?:sk|pk|rk|gsk|xai|hf|key|AIza)[-_][A-Za-z0-9_*.\\-]{8,}|\\bAIza[A-Za-z0-9_\\-]{20,}"));
    static const QRegularExpression bearer(QStringLiteral("(Bearer\\s+)(?!\\[key\\])[^\\s\"',;]{4,}"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression header(
        QStringLiteral("((?:x-api-key|api-key|x-goog-api-key)[\"']?\\s*[:=]\\s*[\"']?|[?&](?:api_)?key=)"
                       "(?!\\[key\\])[^\\s\"'&,;]{4,}"),
        QRegularExpression::CaseInsensitiveOption);
    QString result = text;
    takeOut(result, key);
    result.replace(bearer, QStringLiteral("\\1") + mark);
    result.replace(header, QStringLiteral("\\1") + mark);
    result.replace(lookAlike, mark);
    return result;
}

void redact(Completion& completion, const SecretString& key)
{
    for (QString* text : {&completion.text, &completion.reasoning, &completion.model, &completion.requestId})
        takeOut(*text, key);
    if (!completion.detail.isEmpty())
        completion.detail = redacted(completion.detail, key);
}

} // namespace metaspo
