"use strict";(()=>{var F=globalThis,J=F.ShadowRoot&&(F.ShadyCSS===void 0||F.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,he=Symbol(),Be=new WeakMap,H=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==he)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(J&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=Be.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&Be.set(t,e))}return e}toString(){return this.cssText}},Z=n=>new H(typeof n=="string"?n:n+"",void 0,he),ue=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new H(t,n,he)},qe=(n,e)=>{if(J)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=F.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},me=J?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return Z(t)})(n):n;var{is:en,defineProperty:tn,getOwnPropertyDescriptor:nn,getOwnPropertyNames:sn,getOwnPropertySymbols:rn,getPrototypeOf:on}=Object,X=globalThis,Ve=X.trustedTypes,an=Ve?Ve.emptyScript:"",ln=X.reactiveElementPolyfillSupport,U=(n,e)=>n,fe={toAttribute(n,e){switch(e){case Boolean:n=n?an:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},De=(n,e)=>!en(n,e),We={attribute:!0,type:String,converter:fe,reflect:!1,useDefault:!1,hasChanged:De};Symbol.metadata??=Symbol("metadata"),X.litPropertyMetadata??=new WeakMap;var b=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=We){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&tn(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=nn(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let p=s?.call(this);r?.call(this,o),this.requestUpdate(e,p,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??We}static _$Ei(){if(this.hasOwnProperty(U("elementProperties")))return;let e=on(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(U("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(U("properties"))){let t=this.properties,i=[...sn(t),...rn(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(me(s))}else e!==void 0&&t.push(me(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return qe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:fe).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:fe;this._$Em=s;let p=o.fromAttribute(t,r.type);this[s]=p??this._$Ej?.get(s)??p,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??De)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,p=this[s];o!==!0||this._$AL.has(s)||p===void 0||this.C(s,void 0,r,p)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};b.elementStyles=[],b.shadowRootOptions={mode:"open"},b[U("elementProperties")]=new Map,b[U("finalized")]=new Map,ln?.({ReactiveElement:b}),(X.reactiveElementVersions??=[]).push("2.1.2");var ke=globalThis,je=n=>n,ee=ke.trustedTypes,Ke=ee?ee.createPolicy("lit-html",{createHTML:n=>n}):void 0,Ze="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,Xe="?"+$,dn=`<${Xe}>`,A=document,I=()=>A.createComment(""),B=n=>n===null||typeof n!="object"&&typeof n!="function",xe=Array.isArray,cn=n=>xe(n)||typeof n?.[Symbol.iterator]=="function",ge=`[ 	
\f\r]`,N=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ge=/-->/g,Ye=/>/g,S=RegExp(`>|${ge}(?:([^\\s"'>=/]+)(${ge}*=${ge}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Qe=/'/g,Fe=/"/g,et=/^(?:script|style|textarea|title)$/i,Ee=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),l=Ee(1),ni=Ee(2),ii=Ee(3),T=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),Je=new WeakMap,_=A.createTreeWalker(A,129);function tt(n,e){if(!xe(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ke!==void 0?Ke.createHTML(e):e}var pn=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=N;for(let p=0;p<t;p++){let c=n[p],h,m,u=-1,f=0;for(;f<c.length&&(o.lastIndex=f,m=o.exec(c),m!==null);)f=o.lastIndex,o===N?m[1]==="!--"?o=Ge:m[1]!==void 0?o=Ye:m[2]!==void 0?(et.test(m[2])&&(s=RegExp("</"+m[2],"g")),o=S):m[3]!==void 0&&(o=S):o===S?m[0]===">"?(o=s??N,u=-1):m[1]===void 0?u=-2:(u=o.lastIndex-m[2].length,h=m[1],o=m[3]===void 0?S:m[3]==='"'?Fe:Qe):o===Fe||o===Qe?o=S:o===Ge||o===Ye?o=N:(o=S,s=void 0);let g=o===S&&n[p+1].startsWith("/>")?" ":"";r+=o===N?c+dn:u>=0?(i.push(h),c.slice(0,u)+Ze+c.slice(u)+$+g):c+$+(u===-2?p:g)}return[tt(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},q=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,p=e.length-1,c=this.parts,[h,m]=pn(e,t);if(this.el=n.createElement(h,i),_.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(s=_.nextNode())!==null&&c.length<p;){if(s.nodeType===1){if(s.hasAttributes())for(let u of s.getAttributeNames())if(u.endsWith(Ze)){let f=m[o++],g=s.getAttribute(u).split($),y=/([.?@])?(.*)/.exec(f);c.push({type:1,index:r,name:y[2],strings:g,ctor:y[1]==="."?ye:y[1]==="?"?be:y[1]==="@"?we:O}),s.removeAttribute(u)}else u.startsWith($)&&(c.push({type:6,index:r}),s.removeAttribute(u));if(et.test(s.tagName)){let u=s.textContent.split($),f=u.length-1;if(f>0){s.textContent=ee?ee.emptyScript:"";for(let g=0;g<f;g++)s.append(u[g],I()),_.nextNode(),c.push({type:2,index:++r});s.append(u[f],I())}}}else if(s.nodeType===8)if(s.data===Xe)c.push({type:2,index:r});else{let u=-1;for(;(u=s.data.indexOf($,u+1))!==-1;)c.push({type:7,index:r}),u+=$.length-1}r++}}static createElement(e,t){let i=A.createElement("template");return i.innerHTML=e,i}};function L(n,e,t=n,i){if(e===T)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=B(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=L(n,s._$AS(n,e.values),s,i)),e}var ve=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??A).importNode(t,!0);_.currentNode=s;let r=_.nextNode(),o=0,p=0,c=i[0];for(;c!==void 0;){if(o===c.index){let h;c.type===2?h=new V(r,r.nextSibling,this,e):c.type===1?h=new c.ctor(r,c.name,c.strings,this,e):c.type===6&&(h=new $e(r,this,e)),this._$AV.push(h),c=i[++p]}o!==c?.index&&(r=_.nextNode(),o++)}return _.currentNode=A,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},V=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=L(this,e,t),B(e)?e===d||e==null||e===""?(this._$AH!==d&&this._$AR(),this._$AH=d):e!==this._$AH&&e!==T&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):cn(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==d&&B(this._$AH)?this._$AA.nextSibling.data=e:this.T(A.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=q.createElement(tt(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new ve(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=Je.get(e.strings);return t===void 0&&Je.set(e.strings,t=new q(e)),t}k(e){xe(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(I()),this.O(I()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=je(e).nextSibling;je(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=d,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=d}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=L(this,e,t,0),o=!B(e)||e!==this._$AH&&e!==T,o&&(this._$AH=e);else{let p=e,c,h;for(e=r[0],c=0;c<r.length-1;c++)h=L(this,p[i+c],t,c),h===T&&(h=this._$AH[c]),o||=!B(h)||h!==this._$AH[c],h===d?e=d:e!==d&&(e+=(h??"")+r[c+1]),this._$AH[c]=h}o&&!s&&this.j(e)}j(e){e===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ye=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===d?void 0:e}},be=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==d)}},we=class extends O{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=L(this,e,t,0)??d)===T)return;let i=this._$AH,s=e===d&&i!==d||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==d&&(i===d||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},$e=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){L(this,e)}};var hn=ke.litHtmlPolyfillSupport;hn?.(q,V),(ke.litHtmlVersions??=[]).push("3.3.3");var te=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new V(e.insertBefore(I(),r),r,void 0,t??{})}return s._$AI(n),s};var Se=globalThis,k=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=te(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return T}};k._$litElement$=!0,k.finalized=!0,Se.litElementHydrateSupport?.({LitElement:k});var un=Se.litElementPolyfillSupport;un?.({LitElement:k});(Se.litElementVersions??=[]).push("4.2.2");function ne(n,e,t){let i=new Map([...n.children].map(s=>[s.getAttribute("data-key"),s]));t.forEach(({key:s,properties:r,view:o},p)=>{let c=i.get(s)??document.createElement(e);i.delete(s),Object.assign(c,r).setAttribute("data-key",s),te(o,c);let h=n.children[p]??null;h!==c&&n.insertBefore(c,h)});for(let s of i.values())s.remove()}function _e(n){let e=W(n,"question");return e?.text&&Array.isArray(e.levels)?e:void 0}function W(n,...e){return e.includes(n.card?.type??"")?n.card:void 0}var nt=n=>W(n,"care"),it=n=>W(n,"notice"),st=n=>W(n,"result","form");function ie(n){let e=W(n,"signpost");return e?.name?e:void 0}var rt=/^\s*[•*-]\s+/,mn=/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,D=["999","111","116 123"].map(n=>({text:n,href:K(n)}));function at(n,e=[]){let t=[],i;for(let s of n.split(`
`)){if(s.trim()===""){i=void 0;continue}let r=rt.test(s)?"list":"paragraph";i?.kind!==r&&(i=r==="list"?{kind:r,items:[]}:{kind:r,lines:[]},t.push(i));let o=j(s.replace(rt,""),e);i.kind==="list"?i.items.push(o):i.lines.push(o)}return t}function j(n,e=[]){let i=ot(n,mn,r=>r.includes("://")?r:`mailto:${r}`).map(gn);if(e.length===0)return i;let s=new Map(e.map(({text:r,href:o})=>[r,o]));return i.flatMap(r=>r.kind==="link"?[r]:ot(r.text,fn(e),o=>s.get(o)??""))}function fn(n){let e=n.map(({text:t})=>(/^\w/.test(t)?"\\b":"")+t.replace(/[.*+?^${}()|[\]\\]/g,"\\$&"));return new RegExp(`(?:${e.join("|")})(?![\\w-]|\\.\\w)`,"g")}function gn(n){if(n.kind==="text")return n;try{return new URL(n.href),n}catch{return{kind:"text",text:n.text}}}function lt(n){return n.kind==="link"?n.href:void 0}function K(n){return`tel:${n.replace(/[^\d+]/g,"")}`}function dt(n){return`sms:?&body=${encodeURIComponent(n)}`}function ct(n,e){let t=e===""?-1:n.indexOf(e);if(t<0)return[n,"",""];let i=t+e.length;return[n.slice(0,t),e,n.slice(i)]}function ot(n,e,t){let i=[],s=0;for(let r of n.matchAll(e))r.index>s&&i.push({kind:"text",text:n.slice(s,r.index)}),i.push({kind:"link",text:r[0],href:t(r[0])}),s=r.index+r[0].length;return s<n.length&&i.push({kind:"text",text:n.slice(s)}),i}var z={lang:"en",dir:"ltr",chat:"Chat with Signpost",conversation:"Conversation",newMessages:"New messages",you:"You",signpost:"Signpost",starting:"The assistant is starting",startingMore:"This can take a minute or two. You can write now: your message is kept, and answered as soon as the assistant is there.",startingLong:"The assistant is taking longer than usual to start. You can leave this page open, or come back later.",unreachable:"The service can't be reached",unreachableMore:"We keep trying. Check your internet connection.",offline:"You are offline. Messages you write now are sent when you are back online.",online:"You are back online.",helpNow:"If you need help now, call 999 if anyone is in danger, or 111 for urgent medical help. Samaritans are free on 116 123, day or night.",typing:"Signpost is writing",label:"Your message",send:"Send",newLine:"Enter sends. Shift and Enter starts a new line.",computer:"I'm a computer assistant, not a person.",notSent:"Not sent.",notAnswered:"Not answered yet.",sendAgain:"Send again",sendingAgain:"Sending again",empty:"Write a message first, or press one of the buttons.",failed:"Something went wrong, and your message was not taken.",failedToOpen:"Something went wrong, and the chat could not be opened.",lost:"Your earlier conversation is not kept here any more. This is a new one.",gone:"This conversation is not kept here any more. It may have been erased. You can start a new one.",tryAgain:"Try again",withoutInvite:"Start without an invite",startNew:"Start a new conversation",chosen:"chosen",choose:"Choose an answer",judge:n=>`What about ${n}?`,levels:"Which level fits best?",otherAnswers:"Other answers",more:"Why it matters, and what the levels mean",inPlain:"In plain words.",meaning:"What the levels mean",skippedBefore:"You skipped this one. Would you like to answer it now?",plain:"In plain words:",why:"Why it matters:",careTitle:"Who can help now",call:n=>`Call ${n}`,notice:"Important",seeResult:"See the result",openForm:"Open the form",moreOf:"More",unread:n=>`new ${n===1?"message":"messages"}`,close:"Close the chat",exit:"Exit this page",exitHint:"To leave quickly, press Exit this page, or the Shift key 3 times. This tab then forgets the chat. It does not clear your browser's history.",keep:"Keep my place on this phone or computer",keepMore:"You can then come back another day. If others use this phone or computer, leave this off: they could read the chat. It ends when you turn it off, delete your chat or exit this page.",options:"Options",textSize:"Text size",textSizes:["Normal text","Large text","Largest text"],language:"Language",copy:"Copy the conversation",copied:"Copied.",notCopied:"This browser does not allow copying. You can download it instead.",download:"Download the conversation",fileName:"signpost-conversation.txt",print:"Print the conversation",elsewhere:"Carry on elsewhere",elsewhereMore:"Open this address on the other device. It works once, for 15 minutes. Whoever opens it sees this conversation.",telegram:"Carry on in Telegram",copyAddress:"Copy this address",closeThis:"Close this",undo:"Undo",undoMore:"my last answer",undoSays:"Go back one question",sample:"Sample entry: check that it's still there before you go.",firstStep:"First step",alert:"Before you go",when:"When",where:"Where",distance:"How far",cost:"Cost",access:"Good to know",textTo:"By text",website:"Website",map:"Map",directions:"Directions",printCard:"Print this",textCard:"Send as a text",checked:n=>`Checked on ${n}.`,newTab:"opens in a new tab",loaded:n=>`Your conversation is back, with ${n} ${n===1?"message":"messages"}.`,question:(n,e)=>`Question ${n} of ${e}`,roomLeft:n=>`You have ${n} ${n===1?"character":"characters"} left.`,tooLong:n=>`This is ${n} ${n===1?"character":"characters"} too long. Please send it in shorter parts.`,progress:({answered:n,total:e,minutes_left:t})=>{let i=t??Math.ceil((e-n)*.5),s=i===1?"1 minute":`${i} minutes`;return n>=e?`All ${e} answered`:`${n} of ${e} answered, about ${s} left`}},a=z;function pt(n){a=n}var vn=["pl","ro","ur","ar","bn","uk"];async function ht(n,e,t=bn){let i=Ae(n);if(!vn.includes(i))return z;let s=await t(`${e}/widget/words/${i}.json`);return s&&{...z,...Object.fromEntries(Object.entries(s).map(yn))}}function Ae(n){return n.split("-")[0]}function yn([n,e]){return typeof z[n]!="function"?[n,e]:[n,t=>String(e).replace("{}",String(t))]}async function bn(n){try{let e=await fetch(n,{credentials:"omit"});return e.ok?await e.json():void 0}catch{return}}function C(n,e,t){return n.length===0?d:l`<div class="chips ${t.active?"":"past"}" role="group" aria-label=${e}>
${n.map(i=>mt(i,l`<bdi>${i.title}</bdi>`,"chip",t))}
</div>`}function ut(n,e,t){if(n.length===0)return d;let i=n.some(([,r])=>r.descriptor)?"described":"",s=t.active?"":"past";return l`<div class="levels ${i} ${s}" role="group" aria-label=${e}>
${n.map(([r,o])=>mt(r,wn(o),"level",t))}
</div>`}function wn(n){return l`<span class="value">${n.value}</span>
<span class="meaning">
<span class="name">${n.name}</span>
${n.descriptor?l`<span class="descriptor">${n.descriptor}</span>`:d}
</span>`}function mt(n,e,t,{active:i,busy:s,said:r,press:o}){let p=!i&&r.some(c=>c.toLowerCase()===n.title.toLowerCase());return l`<button
type="button"
class="${t} ${p?"chosen":""}"
?disabled=${s||!i}
@click=${c=>o(n,c)}
>
${e}${p?l` <span class="hidden">(${a.chosen})</span>`:d}
</button>`}var $n="/assessments/";function Ce(n,e={}){return at(n,e.links).map(t=>kn(t,e))}function v(n,e){return j(n,e).map(t=>Te(t,{}))}function kn(n,e){return n.kind==="list"?l`<ul>
${n.items.map(t=>l`<li>${t.map(i=>Te(i,e))}</li>`)}
</ul>`:l`<p>
${n.lines.map(t=>l`<span class="line">${t.map(i=>Te(i,e))}</span>`)}
</p>`}function Te(n,{named:e}){return n.kind==="text"?n.text:n.href===e?.href?w(n.href,e.name,"action"):w(n.href,n.text)}function w(n,e,t=""){let i=new URL(n,location.href);return i.protocol.startsWith("http")?i.origin===location.origin?(i.pathname.startsWith($n)&&i.searchParams.set("from","chat"),l`<a class=${t} href=${i.href}>${e}</a>`):l`<a class=${t} href=${n} target="_blank" rel="noopener noreferrer"
>${e} <span class="hidden">(${a.newTab})</span></a
>`:l`<a class=${t} href=${n}>${e}</a>`}function ft(n,e,t){let[i,s,r]=ct(e.in_paragraphs??e.text,e.emphasis),[o,p]=En(n.buttons,e.levels);return l`<div class="question">
${e.skipped_before?l`<p class="again">${a.skippedBefore}</p>`:d}
<p class="count">
${e.number===null?d:l`<strong>${a.question(e.number,e.total)}</strong>`}
<span class="code">${e.statement}</span>
</p>
<p class="place">${Pe(e)}</p>
<p class="statement">${i}<strong>${s}</strong>${r}</p>
${e.plain?l`<p class="plain tall">${a.plain} ${e.plain}</p>`:d}
${xn(e)} ${ut(o,a.levels,t)}
${C(p,a.otherAnswers,t)}
</div>`}function Pe(n){return n.group===n.domain?n.domain:`${n.domain} · ${n.group}`}function xn(n){return l`<details>
<summary>
<span
>${n.plain?l`<span class="short">${a.inPlain} </span>`:d}${a.more}</span
>
</summary>
${n.plain?l`<p class="plain short">${a.plain} ${n.plain}</p>`:d}
${n.why?l`<p class="plain">${a.why} ${n.why}</p>`:d}
<dl aria-label=${a.meaning}>
${n.levels.map(e=>l`<dt>${e.value} ${e.name}</dt>
<dd>${e.definition}</dd>`)}
</dl>
</details>`}function En(n,e){let t=[],i=[];for(let s of n){let r=e.find(o=>s.title===`${o.value} ${o.name}`);r===void 0?i.push(s):t.push([s,r])}return[t,i]}function gt(n,e,t,i){let{links:s,buttons:r}=n,o=l`<span class="hidden">(${e.name})</span>`,p=(h,m)=>Sn(h,m,s),c=a.judge(e.name);return l`<div class="signpost">
${e.is_sample?l`<p class="sample">${a.sample}</p>`:d}
<h2 dir="auto">${e.name}</h2>
${e.organisation&&e.organisation!==e.name?l`<p class="hours" dir="auto">${e.organisation}</p>`:d}
<p class="ways">
${e.phone?l`<a class="action" href=${K(e.phone)}>${a.call(e.phone)}</a>`:d}
${Le(e.directions_url,a.directions,o)} ${Le(e.url,a.website,o)}
</p>
${e.what?l`<p>${v(e.what,s)}</p>`:d}
${e.why?l`<p>${v(e.why,s)}</p>`:d}
<dl>
${p(a.firstStep,e.first_step)} ${p(a.alert,e.alert)}
${p(a.when,e.schedule)} ${p(a.where,e.address)}
${p(a.distance,e.distance_text)} ${p(a.cost,e.cost)}
${p(a.textTo,e.text_to)}
</dl>
</div>
${C(r.filter(h=>!h.aside),c,t)}
<details class="signpost take">
<summary>${a.moreOf} ${o}</summary>
<dl>
${p(a.access,e.access?.join(", "))}
</dl>
${e.checked_on?l`<p class="hours">${a.checked(_n(e.checked_on,n.lang))}</p>`:d}
${C(r.filter(h=>h.aside),c,t)}
<p class="ways">
${Le(e.map_url,a.map,o)}
<button type="button" class="plain-button" @click=${i}>${a.printCard} ${o}</button>
<a class="plain-button" href=${dt(n.text)}>${a.textCard} ${o}</a>
</p>
</details>`}function Sn(n,e,t){return e?l`<dt>${n}</dt>
<dd dir="auto">${v(e,t)}</dd>`:d}function Le(n,e,t){return!n||!/^https?:/i.test(n)?d:w(n,l`${e} ${t}`,"chip")}function _n(n,e){let t=new Date(n);if(Number.isNaN(t.valueOf()))return n;let i=e==="en"?"en-GB":e;return new Intl.DateTimeFormat(i,{dateStyle:"long",timeZone:"UTC"}).format(t)}function vt(n,e,t){let{message:i}=n;return l`<div class="said ${i.kind}" lang=${i.lang} dir=${i.dir}>
<span class="hidden">${a.signpost}:</span>
${Tn(i,e,t)}
</div>`}function yt(n,e){return l`<div class="said own" data-who=${a.you} lang=${n.lang||d} dir=${n.dir}>
<span class="hidden">${a.you}:</span>
<p class="typed">${n.text}</p>
</div>
${e===void 0?d:l`<p class="undelivered">
${n.delivery==="unsent"?a.notSent:a.notAnswered}
<button type="button" class="plain-button" @click=${e}>
${a.sendAgain}<span class="hidden">: ${n.text}</span>
</button>
</p>`}`}function An(n,e){return n.number===null?n.statement:e.question(n.number,n.total)}function bt(n,e){let t=_e(n),i=t===void 0?n.text:[An(t,e),Pe(t),t.text].join(". "),s=n.buttons.map(r=>r.title).join(", ");return s===""?i:`${i}
${e.choose}: ${s}`}function Tn(n,e,t){let i=_e(n);if(i!==void 0)return ft(n,i,e);let s=ie(n);if(s!==void 0)return gt(n,s,e,t);let{links:r}=n,o=nt(n),p=it(n),c=st(n),h=c?.url??"",m=c?.type==="form"?a.openForm:a.seeResult;return l`${n.kind==="notice"?l`<span class="hidden">${a.notice}:</span>`:d}
${Ce((o??p)?.lead??n.text,{links:r,named:{href:h,name:m}})}
${h===""||j(n.text).some(u=>lt(u)===h)?d:l`<p>${w(h,m,"action")}</p>`}
${o?.contacts?.length?Cn(o.contacts,o.prefix,r):d}
${p===void 0?d:l`<details>
<summary>${a.moreOf}</summary>
${Ce(p.more,{links:r})}
</details>`}
${C(n.buttons,a.choose,e)}`}function Cn(n,e,t){return l`<div class="care">
<h2>${e?l`<span class="hidden">${e} </span>`:d}${a.careTitle}</h2>
<ul>
${n.map(i=>Pn(i,t))}
</ul>
</div>`}function Pn(n,e){let{name:t,phone:i,purpose:s,text_to:r}=n;return l`<li>
${i&&t.includes(i)?d:l`<p><strong>${v(t,e)}</strong></p>`}
${i?l`<a class="call" href=${K(i)}>${a.call(i)}</a>`:d}
<p>${v(s??"",e)}</p>
${r?l`<p>${v(r,e)}</p>`:d}
<p class="hours">
${n.hours}
${n.url?w(n.url,n.url.replace(/^https?:\/\//,"")):d}
</p>
</li>`}var wt=2e4,se=class{constructor(e){this.host=e;this.lines=[];e.addController(this)}hostUpdated(){let e=this.lines.map(({text:t,lang:i,dir:s},r)=>({key:`${r} ${t}`,properties:{lang:i,dir:s},view:t}));ne(this.host.renderRoot.querySelector("[role=log]"),"p",e)}hostDisconnected(){clearTimeout(this.silence)}read(e){let t=e.map(i=>({...i,text:bt(i,this.host.words)}));this.show([...this.lines,...t]),clearTimeout(this.silence),this.silence=setTimeout(()=>this.stop(),wt)}readOnly(e){this.show([this.own(e)])}readAlso(e){this.show([...this.lines,this.own(e)]),clearTimeout(this.silence),this.silence=setTimeout(()=>this.stop(),wt)}stop(){clearTimeout(this.silence),this.show([])}view(){let e=this.host.words.newMessages;return l`<div class="hidden" role="log" aria-label=${e} aria-relevant="additions"></div>`}show(e){this.lines=e,this.host.requestUpdate()}own(e){let{lang:t,dir:i}=this.host.words;return{text:e,lang:t,dir:i}}};var re=class{constructor(e){this.host=e;this.above=0;this.sizes=new ResizeObserver(()=>this.measure());this.watched=[];this.measure=()=>{let[e,,t]=this.watched,i=e?.clientHeight??0,s=i+this.below>.4*window.innerHeight,r=s&&t?t.offsetTop-8:0;this.above=s&&!t?0:i-r;let{style:o}=this.find("section");o.setProperty("--lift",`${-r}px`),o.setProperty("--above",`${this.above}px`),o.setProperty("--below",`${this.below}px`),this.host.toggleAttribute("loose",s)};e.addController(this)}hostConnected(){window.addEventListener("resize",this.measure)}hostDisconnected(){window.removeEventListener("resize",this.measure),this.sizes.disconnect(),this.watched=[]}hostUpdated(){let e=[".top",".below",".exit"].map(t=>this.find(t));if(!e.every((t,i)=>t===this.watched[i])){this.sizes.disconnect(),this.watched=e;for(let t of e)t&&this.sizes.observe(t)}}get below(){return this.watched[1]?.clientHeight??0}find(e){return this.host.renderRoot.querySelector(e)}};function Oe(n,e){return{from:"person",key:n.id,text:n.text,lang:e,dir:"auto",delivery:"waiting",outgoing:n}}function ze(n,e){return n.map(t=>({from:"assistant",key:t.id,message:t,...e===void 0?{}:{answers:e}}))}function $t(n,e){let t=n.messages.map(On),i=new Set(n.failed),s=Rn(t),r=e.filter(o=>{let p=s.find(c=>Mn(c,i)&&c.person.text===o.text);if(p===void 0)return!0;p.person.delivery="unanswered",p.person.outgoing=o;for(let c of p.replies)c.answers=p.person.key;return!1});return[...t,...r.map(zn)]}function Re(n){return n.every(e=>e.from==="person"?e.delivery!=="sent":e.message.kind==="notice")}function kt(n,e){let t=n.findLastIndex(r=>r.from==="person"&&r.delivery==="sent"),i=new Set(n.slice(t+1)),s=n.findLast(Et);s!==void 0&&e.question&&i.add(s);for(let r of n)Ln(r)&&i.add(r);return i}function xt(n,e){let t=e.slice(e.indexOf(n)+1),i=t.findIndex(Et);return(i<0?t:t.slice(0,i)).flatMap(s=>s.from==="person"&&s.delivery!=="unsent"?[s.text]:[])}function Et(n){return n.from==="assistant"&&n.message.buttons.length>0}function Ln(n){return n.from==="assistant"&&ie(n.message)!==void 0}function G(n){return n.from==="person"&&n.delivery==="waiting"}function R(n){return n.from==="person"&&n.outgoing!==void 0&&(n.delivery==="unsent"||n.delivery==="unanswered")}function On(n){if(n.from==="assistant")return{from:"assistant",key:n.id,message:n};let{id:e,text:t,lang:i}=n;return{from:"person",key:e,text:t,lang:i,dir:"auto",delivery:"sent"}}function zn(n){return{...Oe(n,""),delivery:"unsent"}}function Rn(n){let e=[];for(let t of n)t.from==="person"?e.push({person:t,replies:[]}):e.at(-1)?.replies.push(t);return e}function Mn({person:n,replies:e},t){return n.outgoing===void 0&&(e.length===0||t.has(n.key))}var x=class extends Error{constructor(t,i){super(i);this.status=t;this.detail=i}get mayPass(){return this.status===429||this.status>=500}},E=class extends Error{},oe=class{constructor(e,t=(...i)=>fetch(...i)){this.api=e;this.send=t}async readiness(){try{return(await this.request("GET","/readyz",{timeout:1e4})).ok?"ready":"starting"}catch(e){if(e instanceof E)return"unreachable";throw e}}open(e,t){let i={channel:"web",locale:e,...t===void 0?{}:{invite:t}};return this.ask("POST","/v1/chat/sessions",{body:i})}say(e,t){let s={...t.payload===void 0?{text:t.text}:{payload:t.payload},client_message_id:t.id};return this.ask("POST","/v1/chat/messages",{token:e,body:s})}handOver(e){return this.ask("POST","/v1/chat/handovers",{token:e,body:{}})}transcript(e){return this.ask("GET","/v1/chat/messages",{token:e})}async ask(e,t,i){let s=await this.request(e,t,i),r=await s.json().catch(()=>{});if(s.ok&&r!==void 0)return r;throw new x(s.ok?502:s.status,Hn(r))}async request(e,t,i){let s={};i.token!==void 0&&(s.Authorization=`Bearer ${i.token}`),i.body!==void 0&&(s["Content-Type"]="application/json");try{return await this.send(this.api+t,{method:e,headers:s,body:i.body===void 0?null:JSON.stringify(i.body),cache:"no-store",credentials:"omit",signal:AbortSignal.timeout(i.timeout??6e4)})}catch(r){throw new E("no answer",{cause:r})}}};function Hn(n){let e=n?.detail;return typeof e=="string"?e:""}var St=2e3,Un=60,ae=class{constructor(e){this.around=e;this.entries=[];this.state={flow:null};this.phase="connecting";this.problem="";this.locales=[];this.gone=!1;this.erased=!1;this.read=!0;this.starting=!1;this.draining=!1;this.retired=!1}async start(){if(!this.starting){this.starting=!0;try{await this.recall(),await this.untilSettled()}finally{this.starting=!1}}}async say(e,t){let i={id:this.around.newId(),text:e,...t===void 0?{}:{payload:t}};this.problem="",this.entries=[...this.entries,Oe(i,this.locale??this.around.locale)],this.remember(),await this.drain()}async sayAgain(e){this.problem="",this.queue([e]),await this.drain()}async sayAllAgain(){this.queue(this.entries.filter(R)),await this.drain()}async handOver(){if(this.token!==void 0)try{return await this.around.gateway.handOver(this.token)}catch(e){if(_t(e))return;throw e}}async reopen(e){e&&delete this.around.invite,this.problem="",this.gone=!1,this.move("connecting"),await this.start()}retire(){this.retired=!0}get isBusy(){return this.entries.some(G)}get active(){return kt(this.entries,this.state)}async recall(){let e=this.around.memory.read();if(e===void 0)return;let{invite:t}=this.around;if(t!==void 0&&t!==e.invite){this.around.memory.clear();return}e.invite!==void 0&&(this.around.invite=e.invite),this.token=e.token,this.read=!1,await this.restore(e.unsent)}async restore(e){if(this.token!==void 0){try{let t=await this.around.gateway.transcript(this.token);this.entries=$t(t,e),this.state=t.state,this.locales=t.locales??this.locales,this.hold(t.locale),!this.read&&!this.retired&&this.around.restored(this.entries.length),this.read=!0}catch(t){if(t instanceof x&&t.status===401)this.forget(),this.problem=this.around.words().lost;else if(!_t(t))throw t}this.around.changed()}}async untilSettled(){for(;!this.retired;){if(await this.untilReady(),await this.settle())return;await this.around.sleep(St)}}async untilReady(){for(let e=0;!this.retired;e+=1){let t=await this.around.gateway.readiness();if(t==="ready")return;this.move(t==="starting"&&e>=Un?"slow":t),await this.around.sleep(St)}}async settle(){return this.retired?!0:await this.openOnce()?((!this.read||Re(this.entries))&&await this.catchUp(),this.token===void 0||!this.read?!1:Re(this.entries)?(this.move("starting"),!1):(this.move("open"),await this.sayAllAgain(),!0)):this.phase==="closed"}async catchUp(){let e=new Set(this.entries.map(s=>s.key)),t=this.read;if(await this.restore(this.unsent),!t)return;let i=this.entries.filter(s=>!e.has(s.key));this.tell(i.flatMap(s=>s.from==="assistant"?[s.message]:[]))}openOnce(){return this.token!==void 0?Promise.resolve(!0):(this.opening??=this.open().finally(()=>this.opening=void 0),this.opening)}async open(){let{gateway:e,locale:t,invite:i}=this.around;try{let s=await e.open(t,i);if(this.token=s.token,this.state=s.state,this.locales=s.locales??this.locales,!s.failed){let r=ze(s.messages);this.entries=[...r,...this.entries],this.tell(s.messages),this.read=!Me(i)}return this.remember(),!0}catch(s){if(s instanceof E)this.move("unreachable");else if(s instanceof x)this.close(s);else throw s;return!1}}close(e){this.problem=e.detail||this.around.words().failedToOpen,this.move("closed")}queue(e){let t=new Set(e.map(r=>r.key)),i=this.entries.filter(r=>!t.has(r.key)&&!(r.from==="assistant"&&r.answers!==void 0&&t.has(r.answers))),s=e.map(r=>({...r,delivery:"waiting"}));this.entries=[...i,...s],this.around.changed()}async drain(){if(this.around.changed(),!this.draining){this.draining=!0;try{for(let e=this.nextWaiting();e;e=this.nextWaiting())await this.deliver(e)||this.giveUpWaiting(),this.remember(),this.around.changed()}finally{this.draining=!1}}}nextWaiting(){return this.entries.find(G)}async deliver(e){if(e.outgoing===void 0)return!1;try{return!await this.openOnce()||this.token===void 0?!1:(this.accept(e,await this.around.gateway.say(this.token,e.outgoing)),!0)}catch(t){if(t instanceof x)this.refuse(e,t);else if(!(t instanceof E))throw t;return!1}}accept(e,t){e.delivery=t.failed?"unanswered":"sent",this.state=t.state,this.hold(t.locale);let i=ze(t.messages,e.key);this.entries=this.entries.flatMap(s=>s===e?[s,...i]:[s]),t.erased&&this.around.memory.clear(),this.erased=t.erased===!0,this.tell(t.messages)}refuse(e,t){this.problem=t.detail||this.around.words().failed,!t.mayPass&&(this.entries=this.entries.filter(i=>i!==e),e.outgoing?.payload===void 0&&this.around.returned(e.text),t.status===401&&this.end())}end(){this.forget(),this.problem=this.around.words().gone,this.gone=!0,this.move("closed")}forget(){this.around.memory.clear(),this.token=void 0,this.erased=!1,this.read=!0,this.state={flow:null},this.entries=[]}giveUpWaiting(){for(let e of this.entries)G(e)&&(e.delivery="unsent")}hold(e){e===void 0||this.retired||(this.locale=e,this.around.held(e))}tell(e){e.length>0&&!this.retired&&this.around.heard(e),this.around.changed()}get unsent(){return this.entries.flatMap(e=>G(e)||R(e)?e.outgoing??[]:[])}remember(){if(this.token===void 0||this.retired||this.erased)return;let{invite:e,memory:t}=this.around,i={token:this.token,unsent:this.unsent};t.write(e===void 0?i:{...i,invite:e})}move(e){this.phase=e,this.around.changed()}};function Me(n){return n?.startsWith("go-")===!0}function _t(n){return n instanceof E||n instanceof x}var At="signpost-chat ";var Y=class Y{constructor(e,t="",i=()=>window.sessionStorage,s=()=>window.localStorage,r=Date.now){this.storage=i;this.phone=s;this.now=r;this.key=`${At}${e} ${t}`}static wipe(e=[()=>window.sessionStorage,()=>window.localStorage]){Y.wiped=!0;for(let t of e)try{let i=Object.keys(t()).filter(s=>s.startsWith(At));for(let s of i)t().removeItem(s)}catch{}}read(){let e=this.parsed(this.key);return Tt(e)?e:this.kept}write(e){this.isKept&&this.keep(e),this.quietly(t=>t.setItem(this.key,JSON.stringify(e)))}clear(){this.quietly(e=>e.removeItem(this.key)),this.isKept=!1}get isKept(){return this.kept!==void 0}set isKept(e){let t=e?this.read():void 0;t===void 0?this.quietly(i=>i.removeItem(this.key),this.phone):this.keep(t)}keep(e){let t=this.now()+2592e6,i=JSON.stringify({...e,until:t});this.quietly(s=>s.setItem(this.key,i),this.phone)}get kept(){let e=this.parsed(this.key,this.phone);if(!Tt(e))return;let{until:t,...i}=e;if(t!==void 0&&t>this.now())return i;this.isKept=!1}get look(){return this.parsed(`${this.key} look`)??{}}set look(e){this.quietly(t=>t.setItem(`${this.key} look`,JSON.stringify(e)))}parsed(e,t=this.storage){try{return JSON.parse(t().getItem(e)??"null")}catch{return null}}quietly(e,t=this.storage){if(!Y.wiped)try{e(t())}catch{}}};Y.wiped=!1;var P=Y;function Tt(n){let e=n;return typeof e?.token=="string"&&Array.isArray(e.unsent)}var Ct="https://www.bbc.co.uk/weather",Nn=3,In=5e3,le=class{constructor(){this.times=[]}note(e,t){return e!=="Shift"?(this.times=[],!1):(this.times=[...this.times.filter(i=>t-i<=In),t],this.times.length<Nn?!1:(this.times=[],!0))}};function He(n){P.wipe(),document.title="",document.body.replaceChildren(),location.replace(n)}function Pt(){if(typeof crypto.randomUUID=="function")return crypto.randomUUID();let n=crypto.getRandomValues(new Uint8Array(16));n[6]=(n[6]??0)&15|64,n[8]=(n[8]??0)&63|128;let e=[...n].map(t=>t.toString(16).padStart(2,"0")).join("");return[8,12,16,20,32].map((t,i,s)=>e.slice(s[i-1]??0,t)).join("-")}var Bn="(max-width: 40em), (max-height: 32em)",de=class{constructor(e){this.host=e;this.keyPressed=e=>{e.key!=="Escape"||e.defaultPrevented||e.isComposing||this.host.floating&&this.host.open&&this.close()};this.focusLeft=e=>{let t=e.relatedTarget;!this.host.floating||!this.host.open||!(t instanceof Node)||!this.host.contains(t)&&matchMedia(Bn).matches&&(this.host.open=!1)};e.addController(this)}hostConnected(){document.addEventListener("keydown",this.keyPressed),this.host.addEventListener("focusout",this.focusLeft)}hostDisconnected(){document.removeEventListener("keydown",this.keyPressed),this.host.removeEventListener("focusout",this.focusLeft)}async close(){let e=this.host.matches(":focus-within");this.host.open=!1,await this.host.updateComplete,e&&this.host.shadowRoot?.querySelector(".launcher")?.focus()}};function Ot(n,e){let{log:t,scroller:i,above:s,below:r,page:o,behavior:p=Wn()}=e,c=[...n],h=Math.min(t.clientHeight,window.innerHeight-s-r)-32;for(;Lt(c)>h&&c.slice(1).some(Vn)&&qn(c[0]);)c.shift();let[m]=c,u=c.at(-1);if(m===void 0||u===void 0)return;let f=Lt(c)<=h,g=f?u:m;if(o)return g.scrollIntoView({block:f?"end":"start",behavior:p});let y=f?"bottom":"top",Zt=i===t?0:f?r:s,Xt=g.getBoundingClientRect()[y]-i.getBoundingClientRect()[y];i.scrollBy({top:Xt+(f?1:-1)*(16+Zt),behavior:p})}function qn(n){return n?.querySelector(".said.text, .said.notice:not(:has(.care))")!=null}function Vn(n){return n.querySelector(".said:not(.notice) button, .said.card")!==null}function Lt(n){let e=n[0]?.getBoundingClientRect().top??0;return(n.at(-1)?.getBoundingClientRect().bottom??0)-e}function Wn(){return matchMedia("(prefers-reduced-motion: reduce)").matches?"instant":"smooth"}var zt=Z(`
--text:var(--signpost-text, #f0f4f5);--quiet: var(--signpost-quiet, #b6c3cc);--surface: var(--signpost-surface, #17212a);--raised: var(--signpost-raised, #23303b);--line: var(--signpost-line, #4d5f6d);--edge: var(--signpost-edge, #8fa1ae);--accent: var(--signpost-accent, #8cc2f5);--accent-strong: var(--signpost-accent-strong, #c4e0fb);--on-accent: var(--signpost-on-accent, #0c1a26);--own: var(--signpost-own, #143d63);--care: var(--signpost-care, #8cc2f5);--care-surface: var(--signpost-care-surface, #17304a);--urgent: var(--signpost-urgent, #ff9a91);--on-urgent: var(--signpost-on-urgent, #2b0805);--error: var(--signpost-error, #ff9a91);--chosen: var(--signpost-chosen, #6fd39b);`),Rt=ue`
:host {
--text:var(--signpost-text, #212b32);
--quiet:var(--signpost-quiet, #4c6272);
--surface:var(--signpost-surface, #ffffff);
--raised:var(--signpost-raised, #f0f4f5);
--line:var(--signpost-line, #aeb7bd);
--edge:var(--signpost-edge, #4c6272);
--accent:var(--signpost-accent, #0b5ca8);
--accent-strong:var(--signpost-accent-strong, #003b73);
--on-accent:var(--signpost-on-accent, #ffffff);
--own:var(--signpost-own, #dcebf8);
--care:var(--signpost-care, #0b5ca8);
--care-surface:var(--signpost-care-surface, #eef5fc);
--urgent:var(--signpost-urgent, #b3190f);
--on-urgent:var(--signpost-on-urgent, #ffffff);
--error:var(--signpost-error, #b3190f);
--focus:var(--signpost-focus, #ffdd33);
--on-focus:var(--signpost-on-focus, #212b32);
--chosen:var(--signpost-chosen, #00703c);
--size:var(--signpost-size, 1rem);
--radius:var(--signpost-radius, 0.625rem);
display:flex;
flex-direction:column;
min-block-size:0;
color:var(--text);
background:var(--surface);
font-family:var(--signpost-font, system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif);
font-size:calc(1.0625 * var(--size));
line-height:1.5;
text-align:start;
color-scheme:light dark;
}
@media screen and (prefers-color-scheme: dark) {
:host(:not([theme="light"])) {
${zt}
}
}
@media screen {
:host([theme="dark"]) {
${zt}
color-scheme:dark;}
}
:host([theme="light"]) {color-scheme: light;}
*,*::before,*::after {box-sizing: border-box;}
p,ul,ol,dl,dd {margin: 0;}
.hidden {position: absolute;inline-size: 1px;block-size: 1px;overflow: hidden;clip-path: inset(50%);white-space: nowrap;}
.chat {position: relative;display: flex;flex: 1;flex-direction: column;min-block-size: 0;}
[hidden] {display: none;}
.size-1 {--size: calc(1.25 * var(--signpost-size, 1rem));}
.size-2 {--size: calc(1.5 * var(--signpost-size, 1rem));}
.chat,.chip[class*="size-"] {font-size: calc(1.0625 * var(--size));}
.top {display: flex;flex-wrap: wrap;align-items: center;gap: 0.25rem 1rem;padding: 0.5rem 1rem;border-block-end: 1px solid var(--line);background: var(--surface);}
.head {display: flex;flex: 1 0 100%;align-items: center;justify-content: space-between;}
.head h2 {margin: 0;font-size: calc(1.1875 * var(--size));}
.close {min-inline-size: 2.75rem;min-block-size: 2.75rem;border: 0;border-radius: var(--radius);background: none;font-size: calc(1.5 * var(--size));line-height: 1;}
.bar {display: flex;flex-wrap: wrap;align-items: center;gap: 0.25rem 1rem;margin-inline-start: auto;}
.exit {display: inline-flex;align-items: center;min-block-size: 2.75rem;padding: 0.25rem 0.875rem;border-radius: var(--radius);background: var(--urgent);color: var(--on-urgent);font-weight: 600;text-decoration: none;border: 2px solid transparent;}
.exit:hover {color: var(--on-urgent);text-decoration: underline;}
.handover {overflow-wrap: anywhere;user-select: all;font-weight: 600;}
.done:empty {display: none;}
.done {flex: 1 0 100%;}
:host(:not([floating])) .chat:has(.options[open]) {min-block-size: 34rem;}
.top .options {position: relative;margin-block: 0;}
.menu {position: absolute;z-index: 2;inset-inline-end: 0;inline-size: max-content;max-inline-size: min(20rem, 84vw);max-block-size: max(12rem, 100dvh - 8rem);overflow-y: auto;padding: 0.75rem 1rem;border: 1px solid var(--edge);border-radius: var(--radius);background: var(--surface);}
.menu p {display: flex;flex-direction: column;align-items: flex-start;margin-block-start: 0.5rem;}
.sizes {display: flex;flex-wrap: wrap;align-items: center;gap: 0.5rem;}
.sizes .chip {text-align: center;}
.sizes [aria-pressed="true"] {border-width: 0.1875rem;font-weight: 700;}
.sizes span {flex: 1 0 100%;font-weight: 600;}
.menu .plain-button {padding-inline: 0;text-align: start;}
.menu label {margin-block-start: 0.75rem;}
.keep {display: flex;gap: 0.5rem;}
.keep input {flex: none;inline-size: 1.5rem;block-size: 1.5rem;margin: 0;}
select {min-block-size: 2.75rem;max-inline-size: 100%;padding: 0.25rem 0.5rem;border: 2px solid var(--edge);border-radius: var(--radius);background: var(--surface);color: var(--text);font: inherit;}
.progress {flex: 1 1 14rem;padding-block: 0.25rem;}
.progress p {font-size: calc(0.9375 * var(--size));font-weight: 600;}
progress {appearance: none;display: block;inline-size: 100%;block-size: 0.625rem;margin-block-start: 0.375rem;border: 1px solid var(--edge);border-radius: 1rem;overflow: hidden;background: var(--surface);}
progress::-webkit-progress-bar {background: var(--surface);}
progress::-webkit-progress-value {background: var(--accent);}
progress::-moz-progress-bar {background: var(--accent);}
.log {position: relative;flex: 1;min-block-size: 0;overflow-y: auto;padding: 1rem;overscroll-behavior-y: auto;}
ol {padding: 0;list-style: none;display: flex;flex-direction: column;gap: 0.75rem;}
ol > li {display: flex;flex-direction: column;align-items: flex-start;}
.log :is(li, a, button, summary) {scroll-margin-block: calc(var(--above, 7rem) + 0.5rem) calc(var(--below, 13rem) + 0.5rem);}
.scrolls :is(li, a, button, summary) {scroll-margin-block: 1rem;}
ol > li.person {align-items: flex-end;}
.said {max-inline-size: min(100%, 46rem);padding: 0.75rem 1rem;border-radius: var(--radius);border: 1px solid transparent;background: var(--raised);overflow-wrap: anywhere;}
.said.card {inline-size: 100%;background: var(--surface);border-color: var(--line);}
.said.own {max-inline-size: 85%;background: var(--own);border-end-end-radius: 0.125rem;}
.said:not(.own) {border-start-start-radius: 0.125rem;}
.said.notice {inline-size: 100%;background: var(--care-surface);border: 1px solid var(--care);border-inline-start-width: 0.5rem;}
.typed {white-space: pre-wrap;}
.line {display: block;}
.line + .line {margin-block-start: 0.25rem;}
.said p + p,.said ul + p,.said p + ul {margin-block-start: 0.5rem;}
.said ul {padding-inline-start: 1.25rem;}
.said ul li + li {margin-block-start: 0.25rem;}
.undelivered {margin-block-start: 0.25rem;color: var(--error);font-weight: 600;}
.count {display: flex;flex-wrap: wrap;justify-content: space-between;gap: 0 1rem;}
.code,.place,.plain {color: var(--quiet);}
.code,.place {font-size: calc(0.9375 * var(--size));}
.question .place {margin-block-start: 0;}
.again {font-weight: 600;margin-block-end: 0.5rem;}
details .plain {margin-block-end: 0.75rem;}
.statement {font-size: calc(1.1875 * var(--size));line-height: 1.45;white-space: pre-line;}
.said .statement {margin-block-start: 0.75rem;}
details {margin-block-start: 0.5rem;}
summary {display: inline-flex;align-items: center;gap: 0.5rem;min-block-size: 2.75rem;padding-inline-end: 0.5rem;color: var(--accent);text-decoration: underline;text-underline-offset: 0.15em;cursor: pointer;list-style: none;}
summary::-webkit-details-marker {display: none;}
summary::before {content: "";inline-size: 0.5rem;block-size: 0.5rem;margin-inline: 0.125rem 0.25rem;border: solid currentColor;border-width: 0 0.125rem 0.125rem 0;rotate: -45deg;}
[dir="rtl"] summary::before {rotate: 135deg;}
details[open] summary::before {rotate: 45deg;}
dl {padding: 0.25rem 0 0.5rem 0.875rem;margin-inline-start: 0.25rem;border-inline-start: 0.25rem solid var(--line);}
dt {font-weight: 600;}
dd + dt {margin-block-start: 0.5rem;}
button {font: inherit;color: inherit;cursor: pointer;}
.chips,.levels {display: flex;flex-wrap: wrap;gap: 0.5rem;margin-block-start: 0.75rem;}
.chip,.level {min-block-size: 2.75rem;min-inline-size: 2.75rem;padding: 0.4375rem 0.875rem;border: 1px solid var(--accent);border-radius: 1.375rem;background: var(--surface);color: var(--accent);text-align: start;}
.level {display: flex;flex: 1 1 9rem;align-items: center;gap: 0.5rem;padding: 0.4375rem 0.5rem 0.4375rem 0.4375rem;border-width: 2px;border-radius: var(--radius);color: var(--text);font-weight: 600;overflow-wrap: break-word;}
.described .level {flex-basis: 100%;align-items: flex-start;}
.value {flex: none;display: grid;place-content: center;inline-size: 1.875rem;block-size: 1.875rem;border-radius: calc(var(--radius) - 0.1875rem);background: var(--accent);color: var(--on-accent);}
.descriptor {display: block;font-weight: 400;font-size: calc(1 * var(--size));}
.described .name {display: block;padding-block-start: 0.125rem;}
.chip:hover:enabled,.level:hover:enabled {background: var(--own);border-color: var(--accent-strong);color: var(--accent-strong);}
.chip:disabled,.level:disabled {cursor: default;border-color: var(--line);color: var(--quiet);}
.level:disabled .value {background: var(--raised);color: var(--quiet);}
.chip.chosen,.level.chosen {border-color: var(--chosen);color: var(--text);box-shadow: inset 0 0 0 1px var(--chosen);}
.level.chosen .value {background: var(--chosen);color: var(--surface);}
.past .level {flex-basis: auto;}
.past :not(.chosen) > .meaning .descriptor {display: none;}
.plain-button {min-block-size: 2.75rem;padding: 0 0.5rem;border: 0;background: none;color: var(--accent);font-weight: 600;text-decoration: underline;text-underline-offset: 0.15em;}
a {color: var(--accent);text-underline-offset: 0.15em;}
a:hover {color: var(--accent-strong);text-decoration-thickness: 0.1875rem;}
.notice a,.wait a,.problem a {font-weight: 600;white-space: nowrap;}
a.action {display: inline-flex;align-items: center;min-block-size: 2.75rem;margin-block: 0.25rem;padding: 0.375rem 1rem;border: 2px solid transparent;border-radius: var(--radius);background: var(--accent);color: var(--on-accent);font-weight: 600;text-decoration: none;}
a.action:hover {background: var(--accent-strong);text-decoration: underline;}
.care {margin-block-start: 0.75rem;border: 1px solid var(--urgent);border-radius: var(--radius);overflow: hidden;background: var(--surface);}
.care h2 {margin: 0;padding: 0.375rem 1rem;background: var(--urgent);color: var(--on-urgent);font-size: calc(1.0625 * var(--size));}
.said .care ul {padding: 0 1rem;list-style: none;}
.said .care li {padding-block: 0.75rem;}
.said .care li + li {margin: 0;border-block-start: 1px solid var(--line);}
.care .call {display: inline-flex;align-items: center;min-block-size: 2.75rem;font-size: calc(1.25 * var(--size));}
.care p + p,.care a + p {margin: 0;}
.hours {color: var(--quiet);font-size: calc(0.9375 * var(--size));}
.signpost h2 {margin: 0 0 0.25rem;font-size: calc(1.1875 * var(--size));}
.signpost dl {margin: 0.5rem 0 0;padding: 0;border: 0;}
.sample {margin-block-end: 0.5rem;padding: 0.125rem 0.5rem;border: 1px dashed var(--edge);font-size: calc(0.9375 * var(--size));font-weight: 600;}
.signpost dt,.signpost dd {display: inline;}
.signpost dt::after {content: ": ";}
.signpost dd::after {content: "\\A";white-space: pre;}
.signpost .ways,.take .ways {align-items: center;margin-block: 0.5rem;}
a.chip,a.plain-button {display: inline-flex;align-items: center;text-decoration: none;}
a.plain-button {text-decoration: underline;}
.wait {margin-block-start: 0.75rem;padding: 0.75rem 1rem;border: 1px solid var(--line);border-inline-start: 0.5rem solid var(--edge);border-radius: var(--radius);}
.wait p + p {margin-block-start: 0.5rem;}
.spinner {display: inline-block;inline-size: 1em;block-size: 1em;margin-inline-end: 0.5rem;vertical-align: -0.125em;border: 0.1875rem solid var(--line);border-block-start-color: var(--accent);border-radius: 50%;animation: turn 1.2s linear infinite;}
.typing {display: inline-flex;gap: 0.3125rem;margin-block-start: 0.75rem;padding: 0.9375rem 1rem;border-radius: var(--radius);background: var(--raised);visibility: hidden;animation: appear 0s 0.35s forwards;}
.typing span:not(.hidden) {inline-size: 0.5rem;block-size: 0.5rem;border-radius: 50%;background: var(--quiet);animation: pulse 1.2s infinite ease-in-out;}
.typing span:nth-of-type(3) {animation-delay: 0.2s;}
.typing span:nth-of-type(4) {animation-delay: 0.4s;}
@keyframes appear {to {visibility: visible;}
}
@keyframes pulse {40% {opacity: 0.3;}
}
@keyframes turn {to {rotate: 1turn;}
}
.below {border-block-start: 1px solid var(--line);background: var(--surface);}
.below .wait {margin: 0.5rem 1rem 0;padding: 0.5rem 0.75rem;}
.below .wait p + p {margin: 0;}
.composer {padding: 0.5rem 1rem 0.75rem;}
form.composer {display: grid;grid-template-columns: auto minmax(0, 1fr) auto;align-items: end;}
.composer > label {margin-inline-end: 0.75rem;}
.composer > :is(.field, .room, .problem) {grid-column: 1 / 3;}
.composer > .hint {grid-column: 2 / -1;}
label {display: block;margin-block-end: 0.25rem;font-weight: 600;}
.field {grid-column: 1 / 3;display: flex;align-items: flex-end;gap: 0.5rem;}
textarea {flex: 1;min-inline-size: 0;min-block-size: 3rem;max-block-size: min(4.2em + 1.625rem, 30dvh);padding: 0.6875rem 0.75rem;border: 2px solid var(--edge);border-radius: var(--radius);background: var(--surface);color: var(--text);font: inherit;line-height: 1.4;resize: none;}
textarea[aria-invalid="true"] {border-color: var(--error);}
.send {flex: none;min-block-size: 3rem;padding: 0.375rem 1.25rem;border: 2px solid var(--accent);border-radius: var(--radius);background: var(--accent);color: var(--on-accent);font-weight: 600;}
.send:hover {background: var(--accent-strong);border-color: var(--accent-strong);}
.room,.hint {font-size: calc(0.9375 * var(--size));color: var(--quiet);}
.composer > .hint {margin-block-end: 0.25rem;}
.menu .hint,.problem:not(:empty) {margin-block-start: 0.5rem;}
.problem {color: var(--error);font-weight: 600;white-space: pre-line;}
.undo {grid-area: 2 / 3;min-block-size: 3rem;margin-inline-start: 0.5rem;}
.keys,.short {display: none;}
@media (hover: hover) and (pointer: fine) {:host(:not([floating])) .composer:focus-within .keys {display: inline;}
}
@media (max-height: 50em) {.tall {display: none;}
.short {display: inline;}
p.short {display: block;}
}
.ways {display: flex;flex-wrap: wrap;gap: 0.5rem;margin-block-start: 0.75rem;}
:focus-visible {outline: 0.1875rem solid transparent;box-shadow:
0 0 0 0.1875rem var(--focus),0 0 0 0.375rem var(--on-focus);}
a:focus-visible,summary:focus-visible {background: var(--focus);color: var(--on-focus);box-shadow: 0 0.25rem var(--on-focus);text-decoration: none;}
.log:focus-visible {box-shadow: none;}
@media (prefers-reduced-motion: reduce) {.spinner,.typing span:not(.hidden) {animation: none;}
}
@media (forced-colors: active) {progress::-webkit-progress-value {background: Highlight;forced-color-adjust: none;}
progress::-moz-progress-bar {background: Highlight;forced-color-adjust: none;}
.said,.value {border: 1px solid;}
.chosen {border-width: 0.25rem;}
:focus-visible {outline-color: Highlight;}
}
.top,.below {position: sticky;z-index: 1;}
.top {z-index: 2;inset-block-start: var(--lift, 0);}
.below {inset-block-end: 0;}
:host([loose]) .top:not(:has(.exit)) {position: static;}
form .problem {max-block-size: 20dvh;overflow-y: auto;}
:host([away]) > * {visibility: hidden;}
@media (max-width: 30em) {.log,.composer,.top {padding-inline: 0.75rem;}
.below .wait {margin-inline: 0.75rem;}
.composer > .hint {display: none;}
form.composer {grid-template-columns: 1fr auto;}
.composer > :is(.field, .room, .problem) {grid-column: 1 / -1;}
.undo {grid-area: 1 / 2;min-block-size: 2.75rem;}
.bar {flex: 1 0 100%;flex-wrap: wrap-reverse;justify-content: space-between;}
.exit {padding-inline: min(0.625rem, 2vw);}
.options {margin-inline-start: auto;}
.said.own {max-inline-size: 95%;}
.statement {font-size: calc(1.0625 * var(--size));}
}
@media (max-width: 30em) and (max-height: 24em) {.top,.composer {padding-block: 0.25rem;}
.composer > label {position: absolute;clip-path: inset(50%);}
.undo {display: none;}
.exit,.problem {font-size: min(1em, 7vw);}
}
:host([floating]) {position: fixed;z-index: var(--signpost-layer, 1000);inset-block-end: calc(1rem + var(--place, 0) * 4rem);inset-inline-end: 1rem;background: none;}
:host([floating][open]) {z-index: calc(var(--signpost-layer, 1000) + 1);inset-block-end: 1rem;}
.launcher {min-block-size: 3rem;padding: 0.5rem 1.25rem;border: 2px solid var(--on-accent);border-radius: 1.5rem;background: var(--accent);color: var(--on-accent);box-shadow: 0 0.125rem 0.5rem rgb(0 0 0 / 40%);font-weight: 600;}
.unread {display: inline-block;min-inline-size: 1.5em;margin-inline-start: 0.25rem;border-radius: 1em;background: var(--urgent);color: var(--on-urgent);text-align: center;}
:host([floating]) .chat {flex: none;inline-size: 26rem;block-size: min(44rem, 100dvh - 2rem);border: 1px solid var(--edge);border-radius: var(--radius);overflow: clip;background: var(--surface);box-shadow: 0 0.25rem 1.5rem rgb(0 0 0 / 35%);}
@media (max-width: 40em), (max-height: 32em) {:host([floating][open]) {inset: 0;}
:host([floating]) .chat {inline-size: 100%;block-size: 100%;border: 0;border-radius: 0;}
}
:host([floating][loose]) .chat {overflow-y: auto;}
:host([floating][loose]) .log {flex: none;overflow: visible;}
@media print {.below,.typing,.wait,.bar,.head,.done,.launcher,.past,.chips,.take,.undelivered,:host([printing="one"]) .top,:host([printing="one"]) li:not(.printed) {display: none;}
:host([floating]),.top {position: static;}
:host([floating]:not([printing])) {display: none;}
:host([floating]) .chat,.chat,.log {display: block;inline-size: auto;block-size: auto;overflow: visible;border: 0;box-shadow: none;}
.said {border: 1px solid var(--line);}
.person .said::before {content: attr(data-who) ": ";font-weight: 600;}
a.chip[href^="http"]::after {content: ": " attr(href);overflow-wrap: anywhere;}
li {break-inside: avoid;}
}
`;function Mt(n){let e=`${n.localName}[printing]`,t=new CSSStyleSheet;return t.replaceSync(`@media print { body :not(${e}):not(:has(${e})) { display: none !important } }`),document.adoptedStyleSheets=[...document.adoptedStyleSheets,t],new Promise(i=>{let s=()=>{document.adoptedStyleSheets=document.adoptedStyleSheets.filter(r=>r!==t),i()};window.addEventListener("afterprint",s,{once:!0}),window.print()})}function Ht(n,e){return n.map(t=>t.from==="person"?`${e.you}: ${t.text}`:`${e.signpost}: ${t.message.text}`).join(`

`).concat(`
`)}function Ut(n,e){let t=URL.createObjectURL(new Blob([n],{type:"text/plain;charset=utf-8"})),i=document.createElement("a");i.href=t,i.download=e,i.click(),URL.revokeObjectURL(t)}var ce=class{constructor(e){this.host=e}async copyAll(){let{words:e}=this.host;this.host.done=await this.copy(this.text)?e.copied:e.notCopied}async copy(e){try{return await navigator.clipboard.writeText(e),!0}catch{return!1}}download(){Ut(this.text,this.host.words.fileName)}async print(e=""){this.host.printed=e,this.host.setAttribute("printing",e===""?"all":"one"),await this.host.updateComplete,await Mt(this.host),this.host.removeAttribute("printing"),this.host.printed=""}async handOver(){let e=await this.host.conversation?.handOver();this.host.done=e??this.host.words.failed}get text(){return Ht(this.host.conversation?.entries??[],this.host.words)}};var Dn=200;function Nt(n){let{draft:e,room:t,problem:i,submit:s,typed:r,keyPressed:o,undo:p}=n;return l`<form class="composer" @submit=${s}>
<label for="message">${a.label}</label>
<p class="hint" id="hint">${a.computer} <span class="keys">${a.newLine}</span></p>
<div class="field">
<textarea
id="message"
rows="1"
dir="auto"
autocomplete="off"
enterkeyhint="send"
aria-describedby="hint problem"
aria-invalid=${i===""?"false":"true"}
.value=${e}
@input=${r}
@keydown=${o}
></textarea>
<button type="submit" class="send">${a.send}</button>
</div>
${p===void 0?d:l`<button type="button" class="plain-button undo" @click=${p}>
${a.undo} <span class="hidden">${a.undoMore}</span>
</button>`}
<p class="room" role="status">${jn(t)}</p>
<p class="problem" id="problem" role="alert" tabindex=${i===""?d:0}>${v(i,D)}</p>
</form>`}function jn(n){return n>=Dn?d:n<0?a.tooLong(-n):a.roomLeft(n)}function It({problem:n,again:e,reopen:t,withoutInvite:i}){return l`<div class="composer">
<p class="problem" role="alert">${v(n,D)}</p>
<p class="ways">
<button type="button" class="send" @click=${t}>${e}</button>
${i===void 0?d:l`<button type="button" class="chip" @click=${i}>
${a.withoutInvite}
</button>`}
</p>
</div>`}function Bt(n,e,t){return l`<button type="button" class="launcher" lang=${a.lang} dir=${a.dir} aria-haspopup="dialog" @click=${t}>
${n}
${e>0?l`<span class="unread"
>${e}<span class="hidden"> ${a.unread(e)}</span></span
>`:d}
</button>`}function qt(n){return l`<div class="head">
<h2>${a.signpost}</h2>
<button type="button" class="close" aria-label=${a.close} @click=${n}>
<span aria-hidden="true">×</span>
</button>
</div>`}function Vt(n){let e=n.progress;if(!e||e.total<=0)return d;let{answered:t,total:i}=e;return l`<div class="progress" lang="en" dir="ltr">
<p id="progress-words">${a.progress(e)}</p>
<progress aria-labelledby="progress-words" max=${i} .value=${t}></progress>
</div>`}function Wt(n){return n!=="starting"&&n!=="slow"?d:Gt(a.starting,n==="slow"?a.startingLong:a.startingMore)}function Dt(){return Gt(a.unreachable,a.unreachableMore)}function jt(){return l`<div class="typing">
<span class="hidden">${a.typing}</span>
<span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
</div>`}function Kt(){return l`<div class="wait"><p>${a.offline}</p></div>`}function Gt(n,e){return l`<div class="wait">
<p><span class="spinner" aria-hidden="true"></span><strong>${n}</strong></p>
<p>${e}</p>
<p>${v(a.helpNow,D)}</p>
</div>`}function Yt(n){if(n===void 0)return d;let e=t=>{t.preventDefault(),n.leave()};return l`<a class="exit" href=${n.address} rel="noopener noreferrer" @click=${e}
>${a.exit}</a
>`}function Qt(n){let{taking:e}=n;return l`<details class="options" @keydown=${Qn} @focusout=${Fn}>
<summary>${a.options}</summary>
<div class="menu">
${Gn(n)} ${Yn(n)}
${n.hasWords?l`<p>
${pe(a.copy,()=>e.copyAll())}
${pe(a.download,()=>e.download())}
${pe(a.print,()=>e.print())}
${pe(a.elsewhere,()=>e.handOver())}
</p>`:d}
${n.exit===void 0?d:l`${n.hasWords?Kn(n):d}
<p class="hint">${a.exitHint}</p>`}
</div>
</details>`}function Ft({web:n,telegram:e},t,i){return l`<p>${a.elsewhereMore}</p>
<p class="handover">${n}</p>
${e?l`<p>${w(e,a.telegram,"action")}</p>`:d}
<p class="ways">
<button type="button" class="chip" @click=${t}>${a.copyAddress}</button>
<button type="button" class="chip" @click=${i}>${a.closeThis}</button>
</p>`}function Kn({isKept:n,setKept:e}){return l`<label class="keep">
<input type="checkbox" aria-describedby="keep" .checked=${n} @change=${i=>e(i.target.checked)} />
${a.keep}
</label>
<p class="hint" id="keep">${a.keepMore}</p>`}function Gn({size:n,setSize:e}){return l`<div class="sizes" role="group" aria-labelledby="sizes">
<span id="sizes">${a.textSize}</span>
${a.textSizes.map((t,i)=>l`<button
type="button"
class="chip size-${i}"
aria-pressed=${n===i}
aria-label=${t}
@click=${()=>e(i)}
>
A
</button>`)}
</div>`}function Yn({locale:n,locales:e,setLocale:t}){if(e.length<2)return d;let i=s=>{let r=s.target;Ne(r),t(r.value)};return l`<label for="language">${a.language}</label>
<select id="language" @change=${i}>
${e.map(s=>l`<option value=${s} lang=${s} ?selected=${s===n}>
${Ue(s)}
</option>`)}
</select>`}function Ue(n){try{return new Intl.DisplayNames(n,{type:"language"}).of(n)??n}catch{return n}}function pe(n,e){return l`<button type="button" class="plain-button" @click=${i=>{Ne(i.currentTarget),e()}}>${n}</button>`}function Ne(n){let e=n.closest("details");e!==null&&(e.open=!1,e.querySelector("summary")?.focus())}function Qn(n){let e=n.currentTarget;n.key!=="Escape"||!e.open||(n.preventDefault(),Ne(e))}function Fn(n){let e=n.currentTarget,t=n.relatedTarget;t instanceof Node&&!e.contains(t)&&(e.open=!1)}var Jn="needs",M=class M extends k{constructor(){super();this.announcer=new se(this);this.bars=new re(this);this.panel=new de(this);this.taking=new ce(this);this.shifts=new le;this.acted=!1;this.named="";this.undo=()=>{this.focusOn("input"),this.conversation!==void 0&&this.afterSaying(this.conversation.say(this.words.undoSays))};this.keyLetGo=t=>{this.shifts.note(t.key,t.timeStamp)&&this.mayExit&&this.isUsed&&He(this.exit)};this.pageLeft=()=>{this.toggleAttribute("away",!0),this.conversation?.retire(),this.announcer.stop()};this.pageBack=async t=>{t.persisted&&(this.memory?.read()===void 0&&(this.draft="",this.open=this.open&&!this.floating),this.startAfresh(),await this.updateComplete,this.toggleAttribute("away",!1))};this.submit=t=>{t.preventDefault(),this.send()};this.typed=t=>{let i=t.target;this.draft=i.value,i.style.blockSize="auto",i.style.blockSize=`${i.scrollHeight+i.offsetHeight-i.clientHeight}px`};this.keyPressed=t=>{t.key!=="Enter"||t.shiftKey||t.isComposing||(t.preventDefault(),this.send())};this.connectionChanged=()=>{let t=this.offline;this.offline=!navigator.onLine,!this.offline&&(t&&this.announcer.readAlso(this.words.online),this.entries.some(R)&&this.announcer.readAlso(this.words.sendingAgain),this.conversation?.sayAllAgain().then(()=>this.tellUnsent()))};this.api=M.home,this.locale="en",this.exit=Ct,this.floating=!1,this.open=!1,this.maxLength=4e3,this.draft="",this.offline=!navigator.onLine,this.unread=0,this.size=0,this.done="",this.words=z,this.printed=""}connectedCallback(){super.connectedCallback(),this.ownName=this.getAttribute("aria-label")??this.ownName,this.removeAttribute("aria-label"),window.addEventListener("online",this.connectionChanged),window.addEventListener("offline",this.connectionChanged),window.addEventListener("keyup",this.keyLetGo),window.addEventListener("pagehide",this.pageLeft),window.addEventListener("pageshow",this.pageBack)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("online",this.connectionChanged),window.removeEventListener("offline",this.connectionChanged),window.removeEventListener("keyup",this.keyLetGo),window.removeEventListener("pagehide",this.pageLeft),window.removeEventListener("pageshow",this.pageBack)}firstUpdated(){this.memory=new P(this.api,this.name);let{size:t=0,open:i=this.open}=this.memory.look;this.size=t,this.open=i,this.style.setProperty("--place",String(this.place("[floating]")))}update(t){pt(this.words),super.update(t)}render(){let{words:t}=this,i=!this.floating||this.open;return l`${i?d:Bt(this.label,this.unread,()=>{this.show()})}
<section
class="chat size-${this.size}"
lang=${t.lang}
dir=${t.dir}
role=${this.floating?"dialog":"region"}
aria-label=${this.label}
tabindex=${this.floating?-1:d}
?hidden=${!i}
>
${this.head()}
<div class="log" tabindex="-1" role="group" aria-label=${t.conversation}>
<ol role="list"></ol>
${this.isTyping?jt():d}
<div role="status">${Wt(this.phase)}</div>
</div>
<div class="below">
<div role="status">${this.standing()}</div>
${this.closed()??this.composer()}
</div>
</section>
${this.announcer.view()}`}updated(t){this.listEntries(),this.conversation!==void 0&&this.follow(t),(!this.floating||this.open)&&this.begin(),(t.get("size")??t.get("open"))!==void 0&&this.keepLook();let i=this.log.scrollHeight>this.log.clientHeight;this.log.tabIndex=i?0:-1,this.log.classList.toggle("scrolls",i)}get entries(){return this.conversation?.entries??[]}get isTyping(){return this.phase==="connecting"||this.conversation?.isBusy===!0}get phase(){return this.conversation?.phase??"connecting"}get label(){let{words:t}=this,i=this.place();return this.ownName??(i>0?`${t.chat} ${i+1}`:t.chat)}place(t=""){return[...document.querySelectorAll(this.localName+t)].indexOf(this)}head(){let t=this.tools;return l`<div class="top">
${this.floating?qt(()=>{this.panel.close()}):d}
${Vt(this.conversation?.state??{flow:null})}
<div class="done" role="status">${this.doneView()}</div>
<div class="bar">${Yt(t.exit)} ${Qt(t)}</div>
</div>`}doneView(){let{done:t}=this;if(typeof t=="string")return t||d;let i=()=>{this.done="",this.renderRoot.querySelector(".options summary")?.focus()},s=async()=>{await this.taking.copy(t.web)&&(i(),this.done=this.words.copied)};return Ft(t,()=>{s()},i)}listEntries(){let t=this.entries.map(i=>({key:i.key,properties:{className:`${i.from} ${i.key===this.printed?"printed":""}`},view:this.entryView(i)}));ne(this.renderRoot.querySelector("ol"),"li",t)}entryView(t){if(t.from==="person"){let s=R(t)?()=>this.sayAgain(t.key):void 0;return yt(t,s)}let i={active:this.conversation?.active.has(t)===!0,busy:this.conversation?.isBusy===!0,said:xt(t,this.entries),press:(s,r)=>this.press(s,r)};return vt(t,i,()=>{this.taking.print(t.key)})}standing(){return this.offline?Kt():this.phase==="unreachable"?Dt():d}closed(){let t=this.conversation;if(t?.phase!=="closed")return;let i=o=>()=>{t.reopen(o),this.focusOn("log")},{words:s}=this,r=!!this.invite&&!t.gone;return It({problem:t.problem,again:t.gone?s.startNew:s.tryAgain,reopen:i(!1),withoutInvite:r?i(!0):void 0})}composer(){return Nt({draft:this.draft,room:this.maxLength-this.draft.length,problem:this.conversation?.problem??"",submit:this.submit,typed:this.typed,keyPressed:this.keyPressed,undo:this.mayUndo?this.undo:void 0})}get name(){let t=this.place();return this.id||(t>0?String(t+1):"")}get tools(){let t=this.conversation;return{size:this.size,locale:t?.locale??this.locale,locales:t?.locales??[],hasWords:this.entries.length>0,setSize:i=>this.size=i,setLocale:i=>this.goOnIn(i),taking:this.taking,isKept:this.memory?.isKept===!0,setKept:i=>this.keepPlace(i),exit:this.mayExit?{address:this.exit,leave:()=>He(this.exit)}:void 0}}get mayExit(){return(!this.invite||Me(this.invite))&&this.conversation?.state.flow!=="assessment"}get mayUndo(){let{flow:t,question:i,progress:s}=this.conversation?.state??{flow:null};return t==="triage"?!!i&&i!==Jn:t==="assessment"&&(s?.answered??0)>0}begin(){this.conversation===void 0&&(this.speak(this.locale),this.conversation=this.converse(),this.conversation.start())}keepLook(){this.memory!==void 0&&(this.memory.look=this.floating?{size:this.size,open:this.open}:{size:this.size})}keepPlace(t){this.memory!==void 0&&(this.memory.isKept=t),this.requestUpdate()}async show(){for(let t of document.querySelectorAll(`${this.localName}[floating]`))t!==this&&(t.open=!1);this.open=!0,this.unread=0,await this.updateComplete,matchMedia("(pointer: coarse)").matches||this.box===null?this.section.focus():this.box.focus(),this.reveal(Ie(this.entries),"instant")}get isUsed(){return this.conversation!==void 0||this.memory?.read()!==void 0}converse(){return new ae({gateway:new oe(this.api),memory:this.memory??new P(this.api,this.name),locale:this.locale,words:()=>this.words,...this.invite?{invite:this.invite}:{},newId:Pt,sleep:t=>new Promise(i=>setTimeout(i,t)),changed:()=>this.requestUpdate(),heard:t=>{this.hear(t)},returned:t=>{this.draft===""&&(this.draft=t)},restored:t=>{this.welcomeBack(t)},held:t=>{this.speak(t)}})}async speak(t){this.named=t;let i=await ht(t,this.api);i!==void 0&&t===this.named&&(this.words=i)}follow(t){t.has("invite")&&this.invite?this.startAfresh():t.get("locale")!==void 0&&this.goOnIn(Ae(this.locale))}goOnIn(t){let{conversation:i}=this;i?.locales.includes(t)&&this.afterSaying(i.say(Ue(t),`/language{"to": "${t}"}`))}startAfresh(){this.conversation?.retire(),this.announcer.stop(),this.conversation=void 0,this.done="",this.unread=0,this.requestUpdate()}async send(){let t=this.conversation;if(t===void 0)return;let i=this.draft.trim();i===""&&(t.problem=this.words.empty),this.draft="",this.box?.style.removeProperty("block-size"),this.focusOn("input"),this.requestUpdate(),i!==""&&await this.afterSaying(t.say(i))}press(t,i){let s=i.pointerType==="touch";this.focusOn(s?"log":"input"),this.conversation!==void 0&&this.afterSaying(this.conversation.say(t.title,t.payload))}sayAgain(t){let i=this.entries.find(s=>s.key===t);i?.from!=="person"||this.conversation===void 0||(this.focusOn("input"),this.afterSaying(this.conversation.sayAgain(i)))}async afterSaying(t){this.acted=!0,this.announcer.stop(),await this.updateComplete,this.reveal(Ie(this.entries)),await t,await this.tellUnsent()}async tellUnsent(){let t=this.entries.at(-1);t?.from!=="person"||t.delivery!=="unsent"||(this.announcer.readAlso(this.words.notSent),await this.updateComplete,this.reveal([t.key]))}async hear(t){this.announcer.read(t),this.done="",this.floating&&!this.open&&(this.unread+=t.length),await this.updateComplete,this.reveal(t.map(i=>i.id))}async welcomeBack(t){this.announcer.readOnly(this.words.loaded(t)),await this.updateComplete,this.reveal(Ie(this.entries),"instant")}reveal(t,i){let r=[...this.renderRoot.querySelectorAll("li[data-key]")].filter(y=>t.includes(y.getAttribute("data-key")??"")),{log:o,bars:p,floating:c}=this,{above:h,below:m}=p,u=!c&&(this.acted||this.isAtHome),f=c&&this.hasAttribute("loose")?this.section:o,g={log:o,scroller:f,above:h,below:m,page:u};Ot(r,i===void 0?g:{...g,behavior:i})}get isAtHome(){return new URL(this.api,location.href).origin===location.origin}focusOn(t){(t==="input"?this.box:this.log)?.focus({preventScroll:t==="log"})}get box(){return this.renderRoot.querySelector("textarea")}get section(){return this.renderRoot.querySelector("section")}get log(){return this.renderRoot.querySelector(".log")}};M.styles=Rt,M.properties={api:{type:String},locale:{type:String},invite:{type:String},theme:{type:String,reflect:!0},exit:{type:String},floating:{type:Boolean},open:{type:Boolean,reflect:!0},maxLength:{type:Number,attribute:"max-length"},draft:{state:!0},offline:{state:!0},unread:{state:!0},size:{state:!0},done:{state:!0},words:{state:!0},printed:{state:!0}},M.home="";var Q=M;function Ie(n){return n.slice(-1).map(e=>e.key)}var Jt=document.currentScript;Q.home=Jt instanceof HTMLScriptElement?new URL(Jt.src).origin:"";customElements.get("signpost-chat")===void 0&&customElements.define("signpost-chat",Q);})();
/* lit: Copyright 2017 Google LLC, SPDX-License-Identifier: BSD-3-Clause */
