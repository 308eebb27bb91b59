#include "ui/tasks/ExampleDelegate.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Words.h"
#include "ui/tasks/ExampleModel.h"
#include "ui/tasks/TextField.h"

#include <QComboBox>
#include <QKeyEvent>

namespace metaspo {

namespace {

constexpr int editorLines = 6;

QComboBox* makeSplitEditor(QWidget* parent, QStyledItemDelegate* delegate)
{
    auto* box = new QComboBox(parent);
    nameWidget(box, QStringLiteral("splitEditor"), ExampleDelegate::tr("Split"));
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        box->addItem(wordFor(split), static_cast<int>(split));
    // A choice is an answer: nobody should have to press Return as well.
    QObject::connect(box, &QComboBox::activated, delegate, [delegate, box] {
        Q_EMIT delegate->commitData(box);
        Q_EMIT delegate->closeEditor(box);
    });
    return box;
}

} // namespace

QWidget* ExampleDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    if (index.column() == ExampleModel::SplitColumn)
        return makeSplitEditor(parent, const_cast<ExampleDelegate*>(this));
    auto* field = new TextField(TextField::Undo::Own, parent);
    field->setAutoFillBackground(true);
    if (index.column() == ExampleModel::QuestionColumn)
        nameWidget(field, QStringLiteral("questionEditor"), tr("Question"));
    else
        nameWidget(field, QStringLiteral("answersEditor"), tr("Right answers, one a line"));
    return field;
}

void ExampleDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto* box = qobject_cast<QComboBox*>(editor))
        return box->setCurrentIndex(box->findData(value));
    auto* field = qobject_cast<TextField*>(editor);
    if (!field || field->isChanged()) // what is being typed is not overwritten by a change elsewhere
        return;
    field->setText(value.toString());
    field->selectAll();
}

void ExampleDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (const auto* box = qobject_cast<QComboBox*>(editor)) {
        model->setData(index, box->currentData(), Qt::EditRole);
        return;
    }
    const auto* field = qobject_cast<TextField*>(editor);
    if (field && field->isChanged())
        model->setData(index, field->text(), Qt::EditRole);
}

// Higher than its row, so that a question can be seen while it is written; inside the table all the same.
void ExampleDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex&) const
{
    QRect rect = option.rect;
    if (qobject_cast<TextField*>(editor)) {
        const int wanted = editorLines * editor->fontMetrics().lineSpacing() + 12;
        rect.setHeight(std::min(std::max(rect.height(), wanted), editor->parentWidget()->height()));
        rect.moveTop(std::max(0, std::min(rect.top(), editor->parentWidget()->height() - rect.height())));
    }
    editor->setGeometry(rect);
}

bool ExampleDelegate::eventFilter(QObject* object, QEvent* event)
{
    auto* field = qobject_cast<TextField*>(object);
    if (!field || event->type() != QEvent::KeyPress)
        return QStyledItemDelegate::eventFilter(object, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isReturn = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
                          && !key->modifiers().testAnyFlags(Qt::ShiftModifier | Qt::AltModifier);
    const bool isTab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab; // a text field would keep them
    if (!isReturn && !isTab)
        return QStyledItemDelegate::eventFilter(object, event);
    Q_EMIT commitData(field);
    Q_EMIT closeEditor(field, isReturn                          ? NoHint
                              : key->key() == Qt::Key_Backtab ? EditPreviousItem
                                                              : EditNextItem);
    return true;
}

} // namespace metaspo
