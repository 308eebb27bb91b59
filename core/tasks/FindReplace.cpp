#include "core/tasks/FindReplace.h"

#include <QRegularExpression>

namespace metaspo {

namespace {

/// An expression that goes back and forth for ever ends in a moment, and with an error.
const QString bounded = QStringLiteral("(*LIMIT_MATCH=1000000)");

/// One replacement made ready: the expression, and what to put for a match.
class Replacer
{
public:
    explicit Replacer(const Replacement& replacement)
        : m_by(replacement.by)
        , m_hasGroups(replacement.isRegularExpression)
    {
        QString pattern = m_hasGroups ? replacement.find : QRegularExpression::escape(replacement.find);
        if (replacement.isWholeWords)
            pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
        QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
        if (!replacement.isCaseSensitive)
            options |= QRegularExpression::CaseInsensitiveOption;
        if (m_hasGroups)
            options |= QRegularExpression::MultilineOption;
        m_expression = QRegularExpression(bounded + pattern, options);
    }

    const QRegularExpression& expression() const { return m_expression; }

    /// The text after the replacement; counts.
    QString replaced(const QString& text, ReplacementPreview& preview) const
    {
        QString result;
        qsizetype end = 0; // of what is in the result
        qsizetype matches = 0;
        for (qsizetype from = 0; from <= text.size();) {
            const QRegularExpressionMatch match = m_expression.match(text, from);
            if (!match.isValid()) {
                ++preview.givenUp;
                return text;
            }
            if (!match.hasMatch())
                break;
            ++matches;
            result += QStringView(text).mid(end, match.capturedStart() - end);
            result += m_hasGroups ? filledIn(match) : m_by;
            end = match.capturedEnd();
            from = match.capturedLength() > 0 ? end : behindCharacter(text, end);
        }
        preview.matches += matches;
        if (matches == 0)
            return text;
        result += QStringView(text).mid(end);
        return result;
    }

private:
    static qsizetype behindCharacter(const QString& text, qsizetype at)
    {
        const bool isPair = at + 1 < text.size() && text[at].isHighSurrogate() && text[at + 1].isLowSurrogate();
        return at + (isPair ? 2 : 1);
    }

    QString filledIn(const QRegularExpressionMatch& match) const
    {
        QString text;
        for (qsizetype i = 0; i < m_by.size(); ++i) {
            const QChar next = i + 1 < m_by.size() ? m_by[i + 1] : QChar();
            if (m_by[i] != u'\\' || next.isNull()) {
                text += m_by[i];
                continue;
            }
            ++i;
            if (next >= u'0' && next <= u'9')
                text += match.capturedView(next.digitValue());
            else if (next == u'n' || next == u't')
                text += next == u'n' ? u'\n' : u'\t';
            else if (next == u'\\')
                text += next;
            else
                text += QStringView(m_by).mid(i - 1, 2);
        }
        return text;
    }

    QString m_by;
    bool m_hasGroups;
    QRegularExpression m_expression;
};

Result<void> requireUsable(const Replacement& replacement, const QRegularExpression& expression)
{
    if (replacement.find.isEmpty())
        return failure(ErrorKind::WrongUsage, QStringLiteral("There is nothing to look for."), {},
                       QStringLiteral("Write what is to be found."));
    if (!replacement.inQuestions && !replacement.inAnswers)
        return failure(ErrorKind::WrongUsage, QStringLiteral("There is nowhere to look."), {},
                       QStringLiteral("Choose questions, answers or both."));
    if (!expression.isValid())
        return failure(ErrorKind::WrongUsage, QStringLiteral("The regular expression has a fault."),
                       expression.errorString() + u'.',
                       QStringLiteral("Correct it, or look for the plain text."));
    return {};
}

} // namespace

Result<ReplacementPreview> previewReplacement(const Task& task, const Replacement& replacement,
                                              const std::function<bool()>& isStopped)
{
    const Replacer replacer(replacement);
    if (const auto usable = requireUsable(replacement, replacer.expression()); !usable)
        return tl::unexpected(usable.error());
    ReplacementPreview preview;
    for (const Example& example : task.examples) {
        if (isStopped())
            return failure(ErrorKind::Stopped, QStringLiteral("The search was stopped."));
        if (replacement.only && !replacement.only->contains(example.index))
            continue;
        const qsizetype before = preview.matches;
        Example changed = example;
        if (replacement.inQuestions)
            changed.question = replacer.replaced(example.question, preview);
        if (replacement.inAnswers)
            for (QString& answer : changed.answers)
                answer = replacer.replaced(answer, preview);
        if (preview.matches > before)
            preview.found.append(example.index);
        if (changed != example)
            preview.edit.examples.append({example, changed});
    }
    return preview;
}

} // namespace metaspo
