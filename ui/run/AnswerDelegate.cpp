#include "ui/run/AnswerDelegate.h"

#include "ui/run/OutcomeText.h"

namespace metaspo {

void AnswerDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant outcome = index.data(Qt::UserRole);
    if (!outcome.isValid())
        return;
    const Tone tone = toneOf(static_cast<OutcomeKind>(outcome.toInt()));
    option->palette.setColor(QPalette::Text, toneColour(tone, option->palette));
}

} // namespace metaspo
