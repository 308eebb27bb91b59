#include "core/tasks/TaskName.h"

#include <algorithm>

namespace metaspo {

namespace {

bool isNameCharacter(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') ||
           (code >= u'0' && code <= u'9') || code == u'-' || code == u'_' || code == u'.';
}

} // namespace

bool isTaskName(const QString& name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isNameCharacter);
}

QString taskNameFrom(const QString& text)
{
    QString name;
    for (const QChar character : text.normalized(QString::NormalizationForm_KD).toLower()) {
        const bool isKept = isNameCharacter(character) && character != u'_';
        if (isKept && !(character == u'-' && name.endsWith(u'-')))
            name += character;
        else if (!isKept && !character.isMark() && !name.endsWith(u'-'))
            name += u'-';
    }
    while (name.endsWith(u'-'))
        name.chop(1);
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("task") : name;
}

QString uniqueTaskName(const QString& name, const QStringList& taken)
{
    QString candidate = name;
    for (int number = 2; taken.contains(candidate); ++number)
        candidate = name + QStringLiteral("-%1").arg(number);
    return candidate;
}

} // namespace metaspo
