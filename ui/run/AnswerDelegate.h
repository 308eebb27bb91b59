#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// The outcome of an answer: glyph and word in the outcome's colour.
class AnswerDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace metaspo
