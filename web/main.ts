// The front page's beginning: the frame, its screens, its look.
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './shared/router'
import './shared/style/tokens.css'
import './shared/style/base.css'
import './shared/style/forms.css'
import './shared/style/parts.css'

createApp(App).use(router).mount('#app')
