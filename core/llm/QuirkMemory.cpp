#include "core/llm/QuirkMemory.h"

#include <QRegularExpression>

namespace metaspo {

namespace {

bool complains(const WireFailure& failure)
{
    static const QRegularExpression words(
        QStringLiteral("not support|unsupported|extra_forbidden|extra (inputs|fields)|unrecognized|unknown|"
                       "not permitted|not allowed|unexpected|deprecated|only the default|no longer|too large|"
                       "which is the maximum|must be (less|at most)|not a valid|cannot be"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(failure.code + u' ' + failure.message).hasMatch();
}

/// The body field the server complains about: the one it names, else a field of ours that its words contain.
QString accused(const WireFailure& failure, const QStringList& fields)
{
    const QString named = failure.parameter.section(u'.', 0, 0).section(u'[', 0, 0);
    if (fields.contains(named))
        return named;
    for (const QString& field : fields) {
        const QRegularExpression word(
            QStringLiteral("(^|[^\\w])%1([^\\w]|$)").arg(QRegularExpression::escape(field)));
        if (word.match(failure.message).hasMatch())
            return field;
    }
    return {};
}

/// The most output tokens that the words allow; 0: no number there.
int bound(const QString& message, int asked)
{
    static const QRegularExpression numbers(QStringLiteral("\\d+"));
    int best = 0;
    for (auto match = numbers.globalMatch(message); match.hasNext();) {
        const int number = match.next().captured().toInt();
        if (number >= 16 && number < asked && number > best)
            best = number;
    }
    return best;
}

QStringList fieldsOf(const WireCall& sent)
{
    QStringList fields{sent.outputLimitField, QStringLiteral("temperature"),
                       QStringLiteral("response_format"), QStringLiteral("output_config"),
                       QStringLiteral("stream")};
    fields << sent.extra.keys();
    for (auto renamed = sent.quirks.renamed.cbegin(); renamed != sent.quirks.renamed.cend(); ++renamed)
        fields << renamed.value();
    return fields;
}

} // namespace

bool QuirkMemory::learn(const WireFailure& failure, int status, const WireCall& sent)
{
    if (lessons() >= mostLessons)
        return false;
    const bool aboutRoles =
        failure.templateRefusal || (failure.parameter.startsWith(QLatin1String("messages")) &&
                                    failure.message.contains(QLatin1String("system")));
    if (aboutRoles && !m_quirks.mergesSystem) {
        m_quirks.mergesSystem = true;
        return note(
            QStringLiteral(
                "%1 knows no system role: the system prompt is put in front of the first user message.")
                .arg(sent.model));
    }
    if ((status != 400 && status != 422) || !complains(failure))
        return false;
    const QString field = accused(failure, fieldsOf(sent));
    if (field.isEmpty() || m_quirks.dropped.contains(field))
        return false;

    const QString maxTokens = QStringLiteral("max_tokens");
    const QString maxCompletionTokens = QStringLiteral("max_completion_tokens");
    if (field == maxTokens || field == maxCompletionTokens) {
        const int most = bound(failure.message, sent.parameters.outputTokens);
        if (most > 0 && m_quirks.outputTokensAtMost == 0) {
            m_quirks.outputTokensAtMost = most;
            return note(QStringLiteral("%1 answers at most %2 tokens: the output limit is lowered to that.")
                            .arg(sent.model)
                            .arg(most));
        }
        const QString other = field == maxTokens ? maxCompletionTokens : maxTokens;
        if (!m_quirks.renamed.isEmpty() && m_quirks.renamed.values().contains(field))
            return false; // neither name is taken; a call without a limit is not ours to make
        m_quirks.renamed.insert(field, other);
        return note(
            QStringLiteral("%1 wants the output limit as '%2', not '%3'.").arg(sent.model, other, field));
    }
    if (field == QLatin1String("seed") && status == 422) {
        m_quirks.renamed.insert(field, QStringLiteral("random_seed"));
        return note(QStringLiteral("%1 wants 'random_seed', not 'seed'.").arg(sent.model));
    }
    m_quirks.dropped.insert(field);
    return note(QStringLiteral("%1 does not take '%2': it is left out from now on.").arg(sent.model, field));
}

bool QuirkMemory::note(const QString& sentence)
{
    m_sentences << sentence;
    return true;
}

} // namespace metaspo
