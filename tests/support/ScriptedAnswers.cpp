#include "tests/support/ScriptedAnswers.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

const QStringList advice{
    QStringLiteral("Read the question twice before you answer."),
    QStringLiteral("Name what is asked for in your own words first."),
    QStringLiteral("List the facts that matter, one per line."),
    QStringLiteral("Work step by step and write every step down."),
    QStringLiteral("Check each option against the facts and strike out what contradicts them."),
    QStringLiteral("Look for the word that turns the meaning around."),
    QStringLiteral("Do the arithmetic again in the other direction."),
    QStringLiteral("Prefer the literal meaning over the expected one."),
    QStringLiteral("Do not guess from the length of an option."),
    QStringLiteral("Ask yourself what would make your answer wrong."),
    QStringLiteral("Keep the order of events as it is told."),
    QStringLiteral("Treat every condition as necessary until it is shown not to be."),
    QStringLiteral("If two answers seem right, take the more specific one."),
    QStringLiteral("Say nothing about things that are not in the text."),
    QStringLiteral("Compare your first idea with its opposite."),
    QStringLiteral("Watch for exceptions and double negations."),
    QStringLiteral("Use short sentences while you think."),
    QStringLiteral("Give reasons before the answer, never after it."),
    QStringLiteral("Stop as soon as the answer is certain."),
    QStringLiteral("Write the answer exactly once and in the form asked for."),
    QStringLiteral("Be calm, exact and brief."),
    QStringLiteral("Remember that common beliefs can be mistaken."),
    QStringLiteral("Put numbers into a table before you compare them."),
    QStringLiteral("Imagine explaining the answer to a careful colleague.")};

quint64 mixed(quint64 value)
{
    value ^= value >> 30;
    value *= 0xbf58476d1ce4e5b9ULL;
    value ^= value >> 27;
    value *= 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

quint64 hashOf(std::initializer_list<QStringView> texts)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const QStringView text : texts) {
        for (const QChar character : text)
            hash = (hash ^ character.unicode()) * 0x100000001b3ULL;
        hash = mixed(hash + 0x9e3779b97f4a7c15ULL); // keeps ("ab","c") apart from ("a","bc")
    }
    return mixed(hash);
}

/// Roughly standard normal: the sum of twelve uniform numbers less six.
double bell(QStringView text)
{
    quint64 state = hashOf({text, u"bell"});
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
        state = mixed(state + 0x9e3779b97f4a7c15ULL);
        sum += static_cast<double>(state >> 11) * 0x1.0p-53;
    }
    return sum;
}

QString someAdvice(QStringView seed, int sentences)
{
    QStringList left = advice;
    QStringList chosen;
    for (int i = 0; i < sentences; ++i) {
        const quint64 hash = hashOf({seed, QString::number(i)});
        chosen << left.takeAt(static_cast<qsizetype>(hash % static_cast<quint64>(left.size())));
    }
    // Other requests, other advice: a text that came before would need no scoring.
    chosen << QStringLiteral("Keep to rule %1.").arg(hashOf({seed, u"rule"}) % 1'000'000'007);
    return chosen.join(u' ');
}

QStringList usualMistakes(const QString& right)
{
    if (right.size() == 1 && right.at(0).isUpper()) {
        QStringList letters{QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"),
                            QStringLiteral("D")};
        letters.removeAll(right);
        return letters;
    }
    bool isNumber = false;
    const qint64 number = right.toLongLong(&isNumber);
    if (isNumber)
        return {QString::number(number + 1), QString::number(number - 1), QString::number(2 * number + 3)};
    return {QStringLiteral("unknown")};
}

/// The longest text between the tags that has exactly one {question}: the prompt to be rewritten.
QString promptIn(const QString& text)
{
    const QString opening = QStringLiteral("<user_prompt>");
    const QString closing = QStringLiteral("</user_prompt>");
    QString best;
    for (qsizetype end = text.indexOf(closing); end >= 0; end = text.indexOf(closing, end + 1)) {
        const qsizetype begin = text.lastIndexOf(opening, end);
        if (begin < 0)
            continue;
        const QString prompt = text.mid(begin + opening.size(), end - begin - opening.size()).trimmed();
        if (prompt.count(QStringLiteral("{question}")) == 1 && prompt.size() > best.size())
            best = prompt;
    }
    return best;
}

QString rewrittenUserPrompt(const QString& request, const QString& sentences)
{
    QString prompt = promptIn(request);
    if (!prompt.contains(u'\n'))
        prompt = QStringLiteral("{question}\n\nWrite your final answer inside <answer></answer> tags.");
    const qsizetype line = prompt.lastIndexOf(u'\n', prompt.indexOf(QStringLiteral("{question}"))) + 1;
    return prompt.insert(line, sentences + QStringLiteral("\n\n"));
}

} // namespace

double scriptedChance(std::initializer_list<QStringView> texts)
{
    return static_cast<double>(hashOf(texts) >> 11) * 0x1.0p-53;
}

ScriptedAnswers::ScriptedAnswers(ServerScript script)
    : m_script(std::move(script))
{
    for (auto entry = m_script.answers.cbegin(); entry != m_script.answers.cend(); ++entry)
        m_questionsByFirstLine[entry.key().trimmed().section(u'\n', 0, 0)] << entry.key();
}

ScriptedAnswer ScriptedAnswers::answer(const ScriptedQuestion& question) const
{
    const QString role = roleOf(question);
    if (role == QLatin1String("base"))
        return {baseAnswer(question), role};
    return {proposal(question, role), role};
}

/// The tag named last at the end of the request; else the one in the system text.
QString ScriptedAnswers::roleOf(const ScriptedQuestion& question)
{
    static const QStringList tags{QStringLiteral("analysis"), QStringLiteral("user_prompt"),
                                  QStringLiteral("system_prompt"), QStringLiteral("instruction")};
    if (tags.contains(question.schemaField))
        return question.schemaField;
    constexpr qsizetype endOfRequest = 300;
    for (const QString& text : {question.user.right(endOfRequest), question.system}) {
        QString last;
        qsizetype place = -1;
        for (const QString& tag : tags) {
            const qsizetype at = text.lastIndexOf(QStringLiteral("<%1>").arg(tag));
            if (at > place) {
                place = at;
                last = tag;
            }
        }
        if (place >= 0)
            return last;
    }
    return QStringLiteral("base");
}

std::optional<ScriptedAnswers::Known> ScriptedAnswers::find(const QString& user) const
{
    const QString marker = QStringLiteral("[[answer=");
    if (const qsizetype at = user.indexOf(marker); at >= 0) {
        const qsizetype end = user.indexOf(QStringLiteral("]]"), at);
        QStringList options = user.mid(at + marker.size(), end - at - marker.size()).split(u'|');
        const qsizetype lineBegin = user.lastIndexOf(u'\n', at) + 1;
        const qsizetype lineEnd = user.indexOf(u'\n', end);
        Known known;
        known.identity = user.mid(lineBegin, lineEnd < 0 ? -1 : lineEnd - lineBegin);
        known.answer.right = options.takeFirst();
        known.answer.wrong = options;
        return known;
    }
    for (const QString& line : user.split(u'\n'))
        for (const QString& question : m_questionsByFirstLine.value(line.trimmed()))
            if (user.contains(question))
                return Known{question, m_script.answers.value(question)};
    // The question does not begin a line: slow, but found.
    for (auto entry = m_script.answers.cbegin(); entry != m_script.answers.cend(); ++entry)
        if (user.contains(entry.key()))
            return Known{entry.key(), entry.value()};
    return std::nullopt;
}

bool ScriptedAnswers::isRight(const QString& system, const QString& user, const Known& known) const
{
    QString around = user;
    around.remove(known.identity);
    const double ability =
        m_script.accuracy + m_script.systemSpread * bell(system) + m_script.userSpread * bell(around);
    const bool shared = scriptedChance({known.identity, u"shared"}) < m_script.agreement;
    const double luck = shared ? scriptedChance({known.identity, u"luck"})
                               : scriptedChance({known.identity, system, around, u"luck"});
    return luck < std::clamp(ability, 0.02, 0.98);
}

std::optional<bool> ScriptedAnswers::isRight(const QString& system, const QString& user) const
{
    const std::optional<Known> known = find(user);
    return known ? std::optional(isRight(system, user, *known)) : std::nullopt;
}

QString ScriptedAnswers::baseAnswer(const ScriptedQuestion& question) const
{
    const QString& system = question.system;
    const QString& user = question.user;
    const std::optional<Known> known = find(user);
    if (system.contains(QLatin1String("single word BLUE")))
        return QStringLiteral("BLUE");
    if (!known)
        return QStringLiteral("OK");
    if (scriptedChance({system, user, u"unreadable"}) < m_script.unreadable)
        return QStringLiteral("That depends on how one looks at it; several of these could be meant.");
    QString said = known->answer.right;
    const bool isFlipped = question.occurrence % 2 == 1 && scriptedChance({system, user, u"flip"}) < m_script.flips;
    if (isRight(system, user, *known) == isFlipped) {
        const QStringList wrong = known->answer.wrong.isEmpty() ? usualMistakes(said) : known->answer.wrong;
        const double chance = scriptedChance({known->identity, system, u"which"});
        said = wrong.at(static_cast<qsizetype>(chance * static_cast<double>(wrong.size())));
    }
    return QStringLiteral("I went through the question step by step.\n<answer>%1</answer>").arg(said);
}

QString ScriptedAnswers::proposal(const ScriptedQuestion& question, const QString& tag) const
{
    const QString seed = question.system + u'\n' + question.user;
    QString text;
    if (tag == QLatin1String("analysis"))
        text = QStringLiteral("The assistant hurries to an answer. It should be told this: ") +
               someAdvice(seed, 2);
    else if (tag == QLatin1String("user_prompt"))
        text = rewrittenUserPrompt(question.user, someAdvice(seed, 2));
    else
        text = QStringLiteral("You are a careful assistant. ") + someAdvice(seed, 3);
    if (scriptedChance({seed, QString::number(question.occurrence), u"bad"}) < m_script.badProposals)
        text = tag == QLatin1String("user_prompt") ? QStringLiteral("Answer well.") : QString();
    if (!question.schemaField.isEmpty())
        return QString::fromUtf8(QJsonDocument(QJsonObject{{tag, text}}).toJson(QJsonDocument::Compact));
    return QStringLiteral("<%1>\n%2\n</%1>").arg(tag, text);
}

} // namespace metaspo
