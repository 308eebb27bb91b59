#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// Two lines a row: the project's name and when it was opened; its path, or that it is not there any more.
class RecentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace metaspo
