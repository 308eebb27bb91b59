#include "ui/run/TemplatesField.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace metaspo {

TemplatesField::TemplatesField(QWidget* parent)
    : QWidget(parent)
    , m_names(new QLabel(this))
    , m_edit(button(tr("Read or change…"), QStringLiteral("edit"), QStringLiteral("editTemplates"), this))
{
    setObjectName(QStringLiteral("templatesField"));
    m_names->setObjectName(QStringLiteral("templatesChosen"));
    m_names->setWordWrap(true);
    m_edit->setAccessibleName(tr("Read or change the optimizer templates"));
    m_edit->setEnabled(false);
    connect(m_edit, &QPushButton::clicked, this, &TemplatesField::editRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_names, 1);
    row->addWidget(m_edit);
    showNames();
}

void TemplatesField::setBase(const TemplateTexts& base)
{
    m_base = base;
    m_edit->setEnabled(!base.isEmpty());
    showNames();
}

void TemplatesField::setChanges(const TemplateTexts& changes)
{
    m_changes = changes;
    showNames();
}

TemplateTexts TemplatesField::texts() const
{
    TemplateTexts texts = m_base;
    for (auto text = m_changes.begin(); text != m_changes.end(); ++text)
        texts.insert(text.key(), text.value());
    return texts;
}

void TemplatesField::setTexts(const TemplateTexts& texts)
{
    m_changes.clear();
    for (auto text = texts.begin(); text != texts.end(); ++text)
        if (!isSameTemplate(text.value(), m_base.value(text.key())))
            m_changes.insert(text.key(), text.value());
    showNames();
    Q_EMIT changed();
}

void TemplatesField::showNames()
{
    const QStringList names = changedTemplates(texts());
    showPlain(m_names, names.isEmpty() ? tr("as they come with the program")
                                       : tr("changed: %1").arg(names.join(QStringLiteral(", "))));
}

} // namespace metaspo
